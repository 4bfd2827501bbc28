package io.snapferry.source.datadirectory;

import static io.snapferry.testing.datadirectory.MongodDirectory.bson;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.datadirectory.MongodDirectory;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatIsADataDirectoryTest {
    @TempDir
    private Path folder;

    private static String kind(Path path) throws IOException {
        try (SnapshotSource source = Sources.open(path)) {
            return source.description().kind();
        }
    }

    @Test
    void aFolderOfAServerIsOne() throws IOException {
        assertThat(kind(MongodDirectory.standalone()
                        .collection("shop.orders", 1)
                        .write(folder)))
                .isEqualTo("WiredTiger data directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "WiredTiger", "storage", "local", "keystore", "diagnostic"})
    void aDumpWithADatabaseOfSuchANameIsNone(String database) throws IOException {
        DumpBuilder dump = dump().collection(database, "orders").documents(2);
        assertThat(kind(dump.writeFolder(folder.resolve("dump")))).contains("mongodump folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage", "WiredTiger", "sizeStorer", "journal"})
    void aDumpOfOneDatabaseWithACollectionOfSuchANameIsNone(String collection) throws IOException {
        Path dump = dump().collection("shop", collection).documents(1).writeFolder(folder.resolve("dump"));
        assertThat(kind(dump.resolve("shop"))).contains("mongodump folder");
    }

    @Test
    void aFolderOfAnotherEngineIsRefusedByItsName() throws IOException {
        Files.write(folder.resolve("storage.bson"), bson("{\"storage\": {\"engine\": \"inMemory\"}}"));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Sources.open(folder))
                .withMessageContaining("storage.bson: storage engine \"inMemory\" is not supported");
    }

    @Test
    void aFolderOfTheOldEngineIsRefused() throws IOException {
        Files.writeString(folder.resolve("shop.ns"), "", StandardCharsets.US_ASCII);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Sources.open(folder))
                .withMessageContaining("MMAPv1");
    }
}
