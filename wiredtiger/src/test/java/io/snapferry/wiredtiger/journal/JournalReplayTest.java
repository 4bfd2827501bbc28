package io.snapferry.wiredtiger.journal;

import static io.snapferry.wiredtiger.journal.LogOperation.modify;
import static io.snapferry.wiredtiger.journal.LogOperation.put;
import static io.snapferry.wiredtiger.journal.LogOperation.remove;
import static io.snapferry.wiredtiger.journal.LogOperation.truncateAll;
import static io.snapferry.wiredtiger.journal.LogOperation.truncateBetween;
import static io.snapferry.wiredtiger.journal.LogOperation.truncateFrom;
import static io.snapferry.wiredtiger.journal.LogOperation.truncateTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalReplayTest {
    private static final int TABLE = 7;
    private static final int OTHER = 9;
    private static final int MEMORY_BYTES = 1 << 20;
    private static final LogSequenceNumber BEGIN = new LogSequenceNumber(1, 0);

    @TempDir
    private Path directory;

    private Changes read(LogSequenceNumber start, Changes.Wanted wanted, LogFile... files) throws IOException {
        for (LogFile file : files) {
            file.writeTo(directory.resolve("journal"));
        }
        return Changes.read(Journal.of(directory), start, wanted, MEMORY_BYTES, directory);
    }

    private static Map<String, String> over(Map<String, String> base, Changes changes) throws IOException {
        try (RecordCursor cursor = changes.over(new MemoryTable(base), TABLE, false)) {
            return MemoryTable.read(cursor);
        }
    }

    private Map<String, String> replay(Map<String, String> base, LogFile file) throws IOException {
        try (Changes changes = read(BEGIN, (fileId, position) -> fileId == TABLE, file)) {
            return over(base, changes);
        }
    }

    private Map<String, String> replay(Map<String, String> base, LogOperation... operations) throws IOException {
        return replay(base, LogFile.first(1).commit(operations));
    }

    @Test
    void aPutAddsARecordOrReplacesItsValue() throws IOException {
        assertThat(replay(Map.of("b", "old"), put(TABLE, "a", "1"), put(TABLE, "b", "2"), put(TABLE, "c", "")))
                .isEqualTo(Map.of("a", "1", "b", "2", "c", ""));
    }

    @Test
    void aRemoveTakesARecordAwayIfItIsThere() throws IOException {
        assertThat(replay(Map.of("a", "1", "b", "2"), remove(TABLE, "a"), remove(TABLE, "x")))
                .isEqualTo(Map.of("b", "2"));
    }

    @Test
    void aModifyChangesAValueIfItIsThere() throws IOException {
        assertThat(replay(
                        Map.of("a", "12345"),
                        modify(TABLE, "a", new LogModification().replace(1, 2, "xy")),
                        modify(TABLE, "x", new LogModification().replace(0, 0, "y"))))
                .isEqualTo(Map.of("a", "1xy45"));
    }

    @Test
    void aModifyBehindTheEndOfAValueFillsUpWithZeros() throws IOException {
        assertThat(replay(Map.of("a", "12"), modify(TABLE, "a", new LogModification().replace(4, 0, "z"))))
                .isEqualTo(Map.of("a", "12\0\0z"));
    }

    @Test
    void aModifyOfATextFillsUpWithSpacesAndKeepsTheZeroAtItsEnd() throws IOException {
        try (Changes changes = read(
                        BEGIN,
                        (fileId, position) -> true,
                        LogFile.first(1).commit(modify(TABLE, "a", new LogModification().replace(4, 0, "z"))));
                RecordCursor cursor = changes.over(new MemoryTable(Map.of("a", "12\0")), TABLE, true)) {
            assertThat(MemoryTable.read(cursor)).isEqualTo(Map.of("a", "12  z\0"));
        }
    }

    @Test
    void severalChangesOfAKeyAreAppliedInTheirOrder() throws IOException {
        assertThat(replay(
                        Map.of("a", "1"),
                        LogFile.first(1)
                                .commit(
                                        put(TABLE, "a", "22"),
                                        modify(TABLE, "a", new LogModification().replace(0, 1, "x")))
                                .commit(remove(TABLE, "a"))
                                .commit(modify(TABLE, "a", new LogModification().replace(0, 1, "lost")))
                                .commit(put(TABLE, "a", "333"))
                                .commit(modify(TABLE, "a", new LogModification().replace(3, 0, "4")))))
                .isEqualTo(Map.of("a", "3334"));
    }

    @Test
    void aTruncateOfEverythingLeavesWhatIsPutAfterIt() throws IOException {
        assertThat(replay(Map.of("a", "1", "b", "2"), put(TABLE, "c", "3"), truncateAll(TABLE), put(TABLE, "b", "4")))
                .isEqualTo(Map.of("b", "4"));
    }

    @Test
    void aTruncateBetweenTwoKeysTakesBoth() throws IOException {
        assertThat(replay(Map.of("a", "1", "b", "2", "c", "3", "d", "4"), truncateBetween(TABLE, "b", "c")))
                .isEqualTo(Map.of("a", "1", "d", "4"));
    }

    @Test
    void aTruncateFromAKeyTakesItAndAllBehind() throws IOException {
        assertThat(replay(Map.of("a", "1", "b", "2", "c", "3"), put(TABLE, "d", "4"), truncateFrom(TABLE, "b")))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aTruncateUpToAKeyTakesItAndAllBefore() throws IOException {
        assertThat(replay(Map.of("a", "1", "b", "2", "c", "3"), put(TABLE, "0", "4"), truncateTo(TABLE, "b")))
                .isEqualTo(Map.of("c", "3"));
    }

    @Test
    void truncatesThatOverlapAreToldApartByTheirTime() throws IOException {
        assertThat(replay(
                        Map.of("a", "1", "b", "2", "c", "3", "d", "4"),
                        truncateBetween(TABLE, "a", "c"),
                        put(TABLE, "b", "new"),
                        put(TABLE, "c", "new"),
                        truncateBetween(TABLE, "c", "d"),
                        put(TABLE, "d", "new")))
                .isEqualTo(Map.of("b", "new", "d", "new"));
    }

    @Test
    void changesOfOtherTablesAreLeftOut() throws IOException {
        assertThat(replay(Map.of("a", "1"), put(OTHER, "a", "2"), truncateAll(OTHER), put(1 << 20, "a", "3")))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void operationsThatAreMarkedAsIgnoredAreLeftOut() throws IOException {
        assertThat(replay(
                        Map.of("a", "1"),
                        LogOperation.of(
                                LogOperation.IGNORED | 4,
                                fields -> fields.packed(TABLE).prefixed("a").text("2")),
                        LogOperation.of(
                                LogOperation.IGNORED | 11,
                                fields -> fields.packed(1).packed(2).packed(3)),
                        put(TABLE, "b", "2")))
                .isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void changesOfAFileIdThatIsMarkedAsIgnoredAreLeftOut() throws IOException {
        assertThat(replay(
                        Map.of("a", "1"),
                        put(LogOperation.IGNORED | TABLE, "a", "2"),
                        remove(LogOperation.IGNORED | TABLE, "a"),
                        truncateAll(LogOperation.IGNORED | TABLE)))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void zerosBehindTheLastOperationOfARecordEndIt() throws IOException {
        byte[] payload = new LogBytes()
                .packed(1)
                .packed(1)
                .raw(put(TABLE, "a", "1").bytes())
                .zeros(5)
                .toByteArray();
        assertThat(replay(Map.of(), LogFile.first(1).record(payload))).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void recordsThatAreNoTransactionsAreLeftOut() throws IOException {
        LogOperation checkpointStart = LogOperation.of(7, fields -> {});
        LogOperation backupId =
                LogOperation.of(12, fields -> fields.packed(0).packed(1 << 24).text("id\0"));
        LogFile file = LogFile.first(1)
                .record(new LogBytes().packed(4).raw(checkpointStart.bytes()).toByteArray())
                .record(new LogBytes().packed(4).raw(backupId.bytes()).toByteArray())
                .record(new LogBytes()
                        .packed(0)
                        .packed(1)
                        .packed(128)
                        .packed(0)
                        .packed(0)
                        .toByteArray())
                .record(new LogBytes().packed(2).packed(TABLE).packed(1).toByteArray())
                .record(new LogBytes().packed(3).text("a message\0").toByteArray())
                .commit(put(TABLE, "a", "1"));
        assertThat(replay(Map.of(), file)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aCommitWithoutOperationsChangesNothing() throws IOException {
        assertThat(replay(Map.of("a", "1"), LogFile.first(1).commit())).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aTableIsReplayedFromItsOwnPositionOnIncludingTheRecordThere() throws IOException {
        LogFile file = LogFile.first(1).commit(put(TABLE, "a", "1"), put(OTHER, "a", "1"));
        LogSequenceNumber second = file.position();
        file.commit(put(TABLE, "b", "2"), put(OTHER, "b", "2"));
        Changes.Wanted wanted = (fileId, position) -> fileId == OTHER || position.compareTo(second) >= 0;
        try (Changes changes = read(BEGIN, wanted, file)) {
            assertThat(over(Map.of(), changes)).isEqualTo(Map.of("b", "2"));
            assertThat(changes.count()).isEqualTo(3);
        }
    }

    @Test
    void readingBeginsInTheMiddleOfAFile() throws IOException {
        LogFile file = LogFile.first(3).commit(put(TABLE, "a", "1"));
        LogSequenceNumber start = file.position();
        file.commit(put(TABLE, "b", "2"));
        LogFile next = LogFile.following(4, file.position()).commit(put(TABLE, "c", "3"));
        try (Changes changes = read(start, (fileId, position) -> true, file, next)) {
            assertThat(over(Map.of(), changes)).isEqualTo(Map.of("b", "2", "c", "3"));
            assertThat(changes.end()).isEqualTo(new JournalEnd(next.position(), false));
        }
    }

    @Test
    void readingThatBeginsAtTheEndFindsNothing() throws IOException {
        LogFile file = LogFile.first(3).commit(put(TABLE, "a", "1"));
        try (Changes changes = read(file.position(), (fileId, position) -> true, file)) {
            assertThat(changes.count()).isZero();
            assertThat(changes.has(TABLE)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void filesOfEveryKnownVersionAreRead(int version) throws IOException {
        LogFile file = LogFile.ofVersion(1, version);
        if (version > 1) {
            file.previous(BEGIN);
        }
        assertThat(replay(Map.of(), file.commit(put(TABLE, "a", "1")))).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockCompressor.class,
            names = {"SNAPPY", "ZSTD", "ZLIB"})
    void compressedRecordsAreUnpackedWithoutBeingToldHow(BlockCompressor compressor) throws IOException {
        String large = "value ".repeat(1000);
        LogFile file = LogFile.first(1)
                .commit(put(TABLE, "a", "small"))
                .compressedBy(compressor)
                .commit(put(TABLE, "b", large))
                .commit(put(TABLE, "c", large), remove(TABLE, "a"));
        assertThat(replay(Map.of(), file)).isEqualTo(Map.of("b", large, "c", large));
    }

    @Test
    void aRunOfTheServerMayHaveAnotherCompressorThanTheOneBefore() throws IOException {
        LogFile file = LogFile.first(1)
                .compressedBy(BlockCompressor.ZLIB)
                .commit(put(TABLE, "a", "1".repeat(300)))
                .compressedBy(BlockCompressor.SNAPPY)
                .commit(put(TABLE, "b", "2".repeat(300)))
                .commit(put(TABLE, "c", "3"));
        assertThat(replay(Map.of(), file)).isEqualTo(Map.of("a", "1".repeat(300), "b", "2".repeat(300), "c", "3"));
    }

    @Test
    void largeKeysAndValuesAreRead() throws IOException {
        String key = "k".repeat(9000);
        String value = "v".repeat(3 << 20);
        assertThat(replay(Map.of(), put(TABLE, key, value), put(TABLE, "k".repeat(64), "v".repeat(100))))
                .isEqualTo(Map.of(key, value, "k".repeat(64), "v".repeat(100)));
    }

    @Test
    void aRangeGivesTheChangesInItAlone() throws IOException {
        LogFile file = LogFile.first(1)
                .commit(put(TABLE, "a", "1"), put(TABLE, "b", "2"), put(TABLE, "d", "4"), truncateFrom(TABLE, "e"));
        MemoryTable base = new MemoryTable(Map.of("c", "3", "e", "5"));
        try (Changes changes = read(BEGIN, (fileId, position) -> true, file);
                RecordCursor cursor = changes.over(base, TABLE, false)) {
            cursor.seek(new KeyRange(Optional.of(MemoryTable.key("b")), Optional.of(MemoryTable.key("d"))));
            assertThat(MemoryTable.read(cursor)).isEqualTo(Map.of("b", "2", "c", "3"));
            cursor.seek(new KeyRange(Optional.empty(), Optional.of(MemoryTable.key("b"))));
            assertThat(MemoryTable.read(cursor)).isEqualTo(Map.of("a", "1"));
            cursor.seek(new KeyRange(Optional.of(MemoryTable.key("ccc")), Optional.empty()));
            assertThat(MemoryTable.read(cursor)).isEqualTo(Map.of("d", "4"));
        }
        assertThat(base.isClosed()).isTrue();
    }

    @Test
    void aCursorThatCameToItsEndStaysThere() throws IOException {
        try (Changes changes =
                        read(BEGIN, (fileId, position) -> true, LogFile.first(1).commit(put(TABLE, "a", "1")));
                RecordCursor cursor = changes.over(new MemoryTable(Map.of("b", "2")), TABLE, false)) {
            MemoryTable.read(cursor);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }
}
