package io.snapferry.source.datadirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.CollectionStorage;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPoint;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.testing.datadirectory.MongodDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDescriptionTest {
    @TempDir
    private Path folder;

    private SourceDescription describe(MongodDirectory directory, String name, boolean isAtCheckpoint)
            throws IOException {
        try (DataDirectorySource source =
                DataDirectorySource.open(directory.write(folder.resolve(name)), isAtCheckpoint)) {
            return source.description();
        }
    }

    private ReadPoint readPoint(MongodDirectory directory, String name) throws IOException {
        return describe(directory, name, false).readPoint().orElseThrow();
    }

    private static MongodDirectory shop() {
        return MongodDirectory.standalone().collection("shop.orders", 40);
    }

    @Test
    void aStandaloneServerIsReadWithoutALimitOfTime() throws IOException {
        SourceDescription description = describe(shop(), "a", false);
        assertThat(description.serverVersion()).contains("7.0.12");
        assertThat(description.notices()).isEmpty();
        ReadPoint point = description.readPoint().orElseThrow();
        assertThat(point.deployment()).isEqualTo("standalone");
        assertThat(point.storageVersion()).startsWith("WiredTiger 11.3.0");
        assertThat(point.stableTimestamp()).isEmpty();
        assertThat(point.journal()).isEqualTo("not kept by the server");
        assertThat(point.topOfOplog()).isEmpty();
    }

    @Test
    void aMemberIsReadAsOfTheStableTimestampAndTellsTheTopOfItsOplog() throws IOException {
        ReadPoint point = readPoint(
                MongodDirectory.replicaSetMember().collection("shop.orders", 3).stableSeconds(1_700_000_100), "a");
        assertThat(point.deployment()).isEqualTo("replica set member");
        assertThat(point.stableTimestamp()).contains("1700000100:0");
        assertThat(point.topOfOplog()).contains("1700000101:0");
    }

    @Test
    void tellsHowACollectionLiesOnTheDiskAndWhatTheServerCounted() throws IOException {
        Path written = shop().count("shop.orders", 39).write(folder);
        try (DataDirectorySource source = DataDirectorySource.open(written, false)) {
            CollectionMetadata orders = source.collections().stream()
                    .filter(collection -> collection.namespace().equals(new Namespace("shop", "orders")))
                    .findFirst()
                    .orElseThrow();
            assertThat(orders.documentCount()).contains(39L);
            assertThat(orders.storage())
                    .isEqualTo(Optional.of(new CollectionStorage(
                            "collection-1-1.wt", "snappy", Files.size(written.resolve("collection-1-1.wt")))));
        }
    }

    @Test
    void namesTablesThatNoCatalogEntryNames() throws IOException {
        assertThat(describe(shop().orphan("collection-77-1").orphan("shop/index-78-1"), "a", false)
                        .notices())
                .containsExactly("2 tables are in the directory that no catalog entry names:"
                        + " collection-77-1.wt, shop/index-78-1.wt");
    }

    @Test
    void namesOnlyTheFirstOfManySuchTables() throws IOException {
        MongodDirectory directory = shop();
        for (int i = 10; i < 25; i++) {
            directory.orphan("collection-" + i + "-9");
        }
        assertThat(describe(directory, "a", false).notices())
                .singleElement()
                .asString()
                .startsWith("15 tables are")
                .endsWith("collection-19-9.wt and 5 more");
    }

    @Test
    void theIdentityIsThatOfTheDataAndNotOfTheFolder() throws IOException {
        String identity = readPoint(shop(), "a").identity();
        assertThat(identity).matches("[0-9a-f]{64}");
        assertThat(readPoint(shop(), "b").identity()).isEqualTo(identity);
        assertThat(readPoint(shop().collection("shop.orders", 41), "c").identity())
                .as("another document")
                .isNotEqualTo(identity);
        MongodDirectory member = MongodDirectory.replicaSetMember().collection("shop.orders", 40);
        assertThat(readPoint(member.stableSeconds(1_700_000_200), "d").identity())
                .as("another stable timestamp")
                .isNotEqualTo(
                        readPoint(member.stableSeconds(1_700_000_300), "e").identity());
    }

    @Test
    void refusesAStandaloneServersFolderWithoutItsJournalUnlessTheCheckpointIsWanted() throws IOException {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> describe(shop().journalMissing(), "a", false))
                .withMessageContaining("journal/WiredTigerLog.0000000005: missing")
                .withMessageContaining("--at-checkpoint");
        assertThat(describe(shop().journalMissing(), "b", true)
                        .readPoint()
                        .orElseThrow()
                        .journal())
                .isEqualTo("not read, the checkpoint alone");
    }

    @Test
    void readsAMembersFolderWithoutItsJournalAndSaysSo() throws IOException {
        MongodDirectory member =
                MongodDirectory.replicaSetMember().collection("shop.orders", 3).journalMissing();
        assertThat(describe(member, "a", false).notices())
                .singleElement()
                .asString()
                .contains("the journal is missing (journal/WiredTigerLog.0000000005)");
    }
}
