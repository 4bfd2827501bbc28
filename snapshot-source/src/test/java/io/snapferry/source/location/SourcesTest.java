package io.snapferry.source.location;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path directory;

    @Test
    void recognisesAnArchiveByItsContentWhateverItsName() throws IOException {
        Path plain = dump().collection("shop", "orders").writeArchive(directory.resolve("backup.gz"));
        Path gzipped = dump().collection("shop", "orders").writeGzippedArchive(directory.resolve("backup.bson"));
        assertThat(kind(plain)).isEqualTo("mongodump archive");
        assertThat(kind(gzipped)).isEqualTo("gzipped mongodump archive");
    }

    @Test
    void recognisesAWholeDumpAndTheFolderOfOneDatabase() throws IOException {
        Path dump = dump().collection("shop", "orders").writeFolder(directory.resolve("dump"));
        assertThat(kind(dump)).isEqualTo("mongodump folder");
        assertThat(kind(dump.resolve("shop"))).isEqualTo("mongodump folder of one database");
    }

    @Test
    void refusesAPathThatDoesNotExist() {
        assertRefused(
                directory.resolve("absent"),
                "does not exist, expected a mongodump folder or archive, or a data directory");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertRefused(directory, "folder is empty, expected DATABASE/COLLECTION.bson or COLLECTION.bson");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertRefused(
                Files.createFile(directory.resolve("backup")),
                "is empty, expected a mongodump folder or archive, or a data directory");
    }

    @Test
    void opensAWiredTigerDataDirectoryAsSuch() throws IOException {
        Files.writeString(directory.resolve("WiredTiger.turtle"), "WiredTiger version string");
        assertThatThrownBy(() -> Sources.open(directory)).hasMessage("WiredTiger.turtle: the last line is cut off");
    }

    @Test
    void refusesASingleCollectionsFile() throws IOException {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(directory.resolve("dump"));
        assertRefused(
                dump.resolve("shop/orders.bson"),
                "is a single collection's file, expected a mongodump folder or archive, or a data directory. Name the folder it is in");
    }

    @Test
    void refusesAFileWithAnotherMagicNumber() throws IOException {
        Path file = Files.writeString(directory.resolve("backup.tar"), "some text");
        assertRefused(file, "is not a mongodump archive, its content begins with 0x736f6d65, expected 0x6de29981");
    }

    @Test
    void refusesAGzippedFileWithAnotherMagicNumber() throws IOException {
        Path file = directory.resolve("backup.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("some text".getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused(
                file, "is not a mongodump archive, its unpacked content begins with 0x736f6d65, expected 0x6de29981");
    }

    @Test
    void refusesACutGzipHeader() throws IOException {
        Path file = Files.write(directory.resolve("archive.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
        assertThatThrownBy(() -> Sources.open(file))
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("at byte 0: gzip stream is cut in its header or trailer");
    }

    @Test
    void hintsAtTheDumpThatLiesBelow() throws IOException {
        Path dump = dump().collection("shop", "orders").writeFolder(directory.resolve("dump"));
        assertRefused(directory, "folder holds no collections, but a dump lies below. Name its folder: " + dump);
    }

    @Test
    void hintsAtTheArchiveThatLiesInTheFolder() throws IOException {
        Path archive = dump().collection("shop", "orders").writeArchive(directory.resolve("archive"));
        assertRefused(
                directory,
                "folder holds no collections, but a file that mongodump --archive may have written. Name the file: "
                        + archive);
    }

    @Test
    void refusesAFolderThatHoldsADumpAmongItsDatabases() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        dump().collection("shop", "orders").writeFolder(directory.resolve("older"));
        assertThatThrownBy(() -> Sources.open(directory))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "older: lies among the databases' folders, but holds a dump itself. Name one of the two dumps");
    }

    @Test
    void refusesAFolderOfWhichItCannotTellWhetherItIsADatabase() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        Files.createFile(directory.resolve("stray.bson"));
        assertRefused(
                directory,
                "holds both a collection's file (stray.bson) and a database's folder (shop)."
                        + " Name one database's folder, or move the file away");
    }

    @Test
    void refusesAnOplogWithoutCollections() throws IOException {
        Files.createFile(directory.resolve("oplog.bson"));
        assertRefused(
                directory,
                "folder holds an oplog but no collections, expected DATABASE/COLLECTION.bson or COLLECTION.bson");
    }

    private static String kind(Path path) throws IOException {
        try (SnapshotSource source = Sources.open(path)) {
            return source.description().kind();
        }
    }

    private static void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> Sources.open(path))
                .isInstanceOf(SourceException.class)
                .hasMessage(path + ": " + reason);
    }
}
