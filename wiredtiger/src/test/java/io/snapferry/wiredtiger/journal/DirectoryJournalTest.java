package io.snapferry.wiredtiger.journal;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.JournalState;
import io.snapferry.wiredtiger.directory.JournalUse;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a whole directory: first of its metadata, then of its tables. */
class DirectoryJournalTest {
    private static final String TABLE = "collection-0-1";
    private static final String FILE = TABLE + ".wt";
    private static final int TABLE_ID = 2;
    private static final int NEW_TABLE_ID = 30;
    private static final int METADATA_ID = 0;

    @TempDir
    private Path folder;

    /** A directory with one table, which holds the key {@code a}. */
    private static DataDirectoryBuilder oneTable(String tableLsn) {
        return directory()
                .checkpointLsn("(1,128)")
                .table(
                        TABLE,
                        table -> table.keyFormat("u")
                                .configure("checkpoint_lsn", tableLsn)
                                .records(List.of(Entry.of(bytes("a"), bytes("checkpoint")))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private DataDirectory open() throws IOException {
        return DataDirectory.open(folder, OpenSettings.defaults());
    }

    private static Map<String, String> records(DataDirectory directory, String file) throws IOException {
        TableFile table = directory.file(file).orElseThrow();
        try (RecordCursor cursor = directory.records(table)) {
            return MemoryTable.read(cursor);
        }
    }

    private void journal(LogFile file) throws IOException {
        file.writeTo(folder.resolve("journal"));
    }

    private static LogOperation metadataPut(String key, String value) {
        return LogOperation.put(METADATA_ID, key + "\0", value + "\0");
    }

    @Test
    void changesAreLaidOverTheCheckpoint() throws IOException {
        oneTable("(1,128)").write(folder);
        LogFile file =
                LogFile.first(1).commit(LogOperation.put(TABLE_ID, "b", "journal"), LogOperation.remove(TABLE_ID, "a"));
        journal(file);
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("b", "journal"));
            assertThat(directory.journal())
                    .isEqualTo(new JournalState.Replayed(new LogSequenceNumber(1, 128), file.position(), false, 2));
        }
    }

    @Test
    void aJournalThatIsCutOffIsReportedAsThat() throws IOException {
        oneTable("(1,128)").write(folder);
        LogFile file = LogFile.first(1);
        LogSequenceNumber end = file.position();
        journal(file.zeros(128).commit(LogOperation.put(TABLE_ID, "b", "lost")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint"));
            assertThat(directory.journal())
                    .isEqualTo(new JournalState.Replayed(new LogSequenceNumber(1, 128), end, true, 0));
        }
    }

    @Test
    void aTableThatWasMadeAfterTheCheckpointIsFoundThroughTheJournalAndReplayedWhole() throws IOException {
        oneTable("(1,128)").write(folder);
        directory().table("collection-7-1", table -> table.keyFormat("u")).write(folder.resolve("elsewhere"));
        Files.move(folder.resolve("elsewhere/collection-7-1.wt"), folder.resolve("collection-7-1.wt"));
        String configuration = "access_pattern_hint=none,allocation_size=4KB,block_compressor=,checkpoint=,id="
                + NEW_TABLE_ID + ",key_format=u,value_format=u,log=(enabled=true),version=(major=1,minor=1)";
        journal(LogFile.first(1)
                .commit(metadataPut("file:collection-7-1.wt", configuration))
                .commit(LogOperation.put(NEW_TABLE_ID, "k", "new")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, "collection-7-1.wt")).isEqualTo(Map.of("k", "new"));
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint"));
        }
    }

    @Test
    void aTableThatWasDroppedAfterTheCheckpointIsGoneAndItsChangesAreLeftOut() throws IOException {
        oneTable("(1,128)").table("collection-2-1", table -> {}).write(folder);
        journal(LogFile.first(1)
                .commit(LogOperation.put(TABLE_ID, "b", "before the drop"))
                .commit(LogOperation.remove(METADATA_ID, "file:" + FILE + "\0")));
        try (DataDirectory directory = open()) {
            assertThat(directory.file(FILE)).isEmpty();
            assertThat(directory.files()).hasSize(1);
        }
    }

    @Test
    void aNewerCheckpointThatTheJournalTellsOfIsUsedFromItsOwnPositionOn() throws IOException {
        oneTable("(1,128)").write(folder);
        Path newer = folder.resolve("newer");
        directory()
                .table(
                        TABLE,
                        table -> table.keyFormat("u")
                                .configure("checkpoint_lsn", "(1,512)")
                                .records(List.of(Entry.of(bytes("a"), bytes("newer checkpoint")))))
                .write(newer);
        String configuration;
        try (DataDirectory directory = DataDirectory.open(newer, OpenSettings.defaults())) {
            assertThat(directory.file(FILE)).isPresent();
            configuration = metadataText(newer);
        }
        Files.copy(newer.resolve(FILE), folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        LogFile file = LogFile.first(1).commit(LogOperation.put(TABLE_ID, "a", "older than the newer checkpoint"));
        assertThat(file.position().offset()).isEqualTo(384);
        file.commit();
        journal(file.commit(metadataPut("file:" + FILE, configuration), LogOperation.put(TABLE_ID, "b", "last")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "newer checkpoint", "b", "last"));
        }
    }

    /** What the metadata says of the table. */
    private static String metadataText(Path directory) throws IOException {
        String bytes = Files.readString(directory.resolve("WiredTiger.wt"), StandardCharsets.ISO_8859_1);
        int begin = bytes.indexOf("allocation_size", bytes.indexOf("file:" + FILE));
        return bytes.substring(begin, bytes.indexOf('\0', begin));
    }

    @Test
    void aTableIsReplayedFromItsOwnCheckpointOn() throws IOException {
        oneTable("(1,384)").write(folder);
        LogFile file = LogFile.first(1).commit(LogOperation.put(TABLE_ID, "a", "before"));
        assertThat(file.position()).isEqualTo(new LogSequenceNumber(1, 384));
        journal(file.commit(LogOperation.put(TABLE_ID, "b", "at")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint", "b", "at"));
        }
    }

    @Test
    void withoutACheckpointPositionReadingBeginsWithTheFirstFile() throws IOException {
        oneTable("(1,0)").checkpointLsn("(1,0)").write(folder);
        LogFile file = LogFile.first(12).commit(LogOperation.put(TABLE_ID, "b", "journal"));
        journal(file);
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint", "b", "journal"));
        }
    }

    @Test
    void theMetadataOfAHotBackupIsNotChangedByItsJournal() throws IOException {
        oneTable("(7,256)").hotBackup().write(folder);
        journal(LogFile.first(7)
                .commit(LogOperation.remove(METADATA_ID, "file:" + FILE + "\0"))
                .commit(LogOperation.put(TABLE_ID, "b", "journal")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint", "b", "journal"));
        }
    }

    @Test
    void aJournalThatDoesNotReachTheCheckpointMakesItsTablesUnreadable() throws IOException {
        oneTable("(3,128)").checkpointLsn("(3,128)").write(folder);
        journal(LogFile.first(4));
        try (DataDirectory directory = open()) {
            assertThat(directory.journal())
                    .isEqualTo(new JournalState.Missing(
                            new LogSequenceNumber(3, 128), "journal/WiredTigerLog.0000000003"));
            assertThatThrownBy(() -> records(directory, FILE))
                    .isInstanceOf(WiredTigerFormatException.class)
                    .hasMessage(
                            FILE + ": the journal is missing (journal/WiredTigerLog.0000000003), so writes after the"
                                    + " checkpoint may be lost");
        }
    }

    @Test
    void aJournalThatIsNotWantedIsNotLookedAt() throws IOException {
        oneTable("(1,128)").write(folder);
        journal(LogFile.withDescription(1, new byte[40]));
        try (DataDirectory directory =
                DataDirectory.open(folder, OpenSettings.defaults().with(JournalUse.IGNORE))) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint"));
        }
    }

    @Test
    void aServerWithoutAJournalNeedsNone() throws IOException {
        oneTable(DataDirectoryBuilder.WITHOUT_JOURNAL)
                .checkpointLsn(DataDirectoryBuilder.WITHOUT_JOURNAL)
                .write(folder);
        journal(LogFile.first(1).commit(LogOperation.put(TABLE_ID, "b", "of another time")));
        try (DataDirectory directory = open()) {
            assertThat(records(directory, FILE)).isEqualTo(Map.of("a", "checkpoint"));
            assertThat(directory.journal()).isEqualTo(new JournalState.NotKept());
        }
    }
}
