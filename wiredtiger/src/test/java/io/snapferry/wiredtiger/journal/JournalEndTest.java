package io.snapferry.wiredtiger.journal;

import static io.snapferry.wiredtiger.journal.LogOperation.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a journal ends, and when what is behind its end is an error. */
class JournalEndTest {
    private static final int TABLE = 7;
    private static final int MEMORY_BYTES = 1 << 20;
    private static final LogSequenceNumber BEGIN = new LogSequenceNumber(1, 0);

    @TempDir
    private Path directory;

    private Changes read(Journal journal) throws IOException {
        return Changes.read(journal, BEGIN, (fileId, position) -> true, MEMORY_BYTES, directory);
    }

    private void endsAt(LogSequenceNumber position, boolean isCutOff, long changes) throws IOException {
        try (Changes read = read(Journal.of(directory))) {
            assertThat(read.end()).isEqualTo(new JournalEnd(position, isCutOff));
            assertThat(read.count()).isEqualTo(changes);
        }
    }

    private void isRefused(String message) {
        assertThatThrownBy(() -> read(Journal.of(directory)))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage(message);
    }

    private static LogFile oneChange() {
        return LogFile.first(1).commit(put(TABLE, "a", "1"));
    }

    private static byte[] without(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, bytes.length - count);
    }

    private static byte[] flipped(byte[] bytes, long offset) {
        byte[] changed = bytes.clone();
        changed[(int) offset] ^= 0x10;
        return changed;
    }

    @Test
    void zerosBehindTheLastRecordAreItsEnd() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber end = file.position();
        file.zeros(3 << 20).writeTo(directory);
        endsAt(end, false, 1);
    }

    @Test
    void aFileThatEndsWithItsLastRecordNeedsNoZeros() throws IOException {
        LogFile file = oneChange();
        file.writeTo(directory);
        endsAt(file.position(), false, 1);
    }

    @Test
    void aFileWhoseLastRecordIsNotFilledUpIsWhole() throws IOException {
        LogFile file = LogFile.first(1).commit(put(TABLE, "a", "1"));
        file.writeTo(directory, without(file.toByteArray(), 90));
        endsAt(file.position(), false, 1);
    }

    @Test
    void severalFilesAreReadInTheirOrder() throws IOException {
        LogFile first = oneChange();
        LogFile second = LogFile.following(2, first.position()).commit(put(TABLE, "a", "2"));
        LogFile third = LogFile.following(3, second.position()).commit(put(TABLE, "a", "3"));
        first.zeros(1000).writeTo(directory);
        second.writeTo(directory);
        third.zeros(128).writeTo(directory);
        endsAt(new LogSequenceNumber(3, third.position().offset() - 128), false, 3);
    }

    @Test
    void aFileThatARunOfTheServerBeganFollowsAnyEnd() throws IOException {
        oneChange().writeTo(directory);
        LogFile second = LogFile.first(2).commit(put(TABLE, "a", "2"));
        second.writeTo(directory);
        endsAt(second.position(), false, 2);
    }

    @Test
    void aFileOfVersionOneFollowsAnyEnd() throws IOException {
        LogFile.ofVersion(1, 1).commit(put(TABLE, "a", "1")).writeTo(directory);
        LogFile second = LogFile.ofVersion(2, 1).commit(put(TABLE, "a", "2"));
        second.writeTo(directory);
        endsAt(second.position(), false, 2);
    }

    @Test
    void aLastFileThatHasOnlyItsDescriptionIsTheEnd() throws IOException {
        oneChange().writeTo(directory);
        LogFile second = LogFile.ofVersion(2, 5);
        second.writeTo(directory);
        endsAt(second.position(), false, 1);
    }

    @Test
    void aRecordThatIsLongerThanTheLastFileEndsTheJournal() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber end = file.position();
        file.commit(put(TABLE, "b", "x".repeat(1000)));
        file.writeTo(directory, without(file.toByteArray(), 256));
        endsAt(end, true, 1);
    }

    @Test
    void aRecordThatWasNotWrittenToItsEndEndsTheJournal() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber end = file.position();
        byte[] bytes = file.commit(put(TABLE, "b", "x".repeat(1000))).toByteArray();
        Arrays.fill(bytes, bytes.length - 512, bytes.length, (byte) 0);
        file.writeTo(directory, bytes);
        endsAt(end, true, 1);
    }

    @Test
    void zerosWithRecordsBehindThemEndTheLastFile() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber end = file.position();
        file.zeros(256).commit(put(TABLE, "b", "2")).writeTo(directory);
        endsAt(end, true, 1);
    }

    @Test
    void aDamagedRecordThatNoInterruptedWriteExplainsIsRefusedInTheLastFile() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber damaged = file.position();
        file.commit(put(TABLE, "b", "2")).commit(put(TABLE, "c", "3"));
        file.writeTo(directory, flipped(file.toByteArray(), damaged.offset() + 20));
        isRefused("WiredTigerLog.0000000001 at byte " + damaged.offset() + ": damaged log record");
    }

    @Test
    void aDamagedRecordEndsTheJournalOfAHotBackup() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber damaged = file.position();
        file.commit(put(TABLE, "b", "2"));
        file.writeTo(directory, flipped(file.toByteArray(), damaged.offset() + 20));
        try (Changes read = read(Journal.ofBackup(directory))) {
            assertThat(read.end()).isEqualTo(new JournalEnd(damaged, true));
        }
    }

    @Test
    void aRecordWithAnImpossibleHeaderIsNoInterruptedWrite() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber damaged = file.position();
        file.commit(put(TABLE, "b", "2\0"));
        file.writeTo(directory, flipped(file.toByteArray(), damaged.offset() + 10));
        isRefused("WiredTigerLog.0000000001 at byte " + damaged.offset() + ": damaged log record");
    }

    @Test
    void aRecordShorterThanItsHeaderIsDamaged() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber damaged = file.position();
        byte[] bytes = file.zeros(128).toByteArray();
        bytes[(int) damaged.offset()] = 16;
        file.writeTo(directory, bytes);
        isRefused("WiredTigerLog.0000000001 at byte " + damaged.offset() + ": damaged log record");
    }

    @Test
    void aDamagedRecordInAFileThatIsNotTheLastIsRefused() throws IOException {
        LogFile file = oneChange();
        LogSequenceNumber damaged = file.position();
        file.commit(put(TABLE, "b", "2"));
        file.writeTo(directory, flipped(file.toByteArray(), damaged.offset() + 20));
        LogFile.following(2, file.position()).writeTo(directory);
        isRefused("WiredTigerLog.0000000001 at byte " + damaged.offset() + ": damaged log record");
    }

    @Test
    void aHoleBeforeAFileWithTransactionsIsRefused() throws IOException {
        LogFile first = oneChange();
        LogSequenceNumber hole = first.position();
        first.zeros(256).commit(put(TABLE, "b", "2")).writeTo(directory);
        LogFile.following(2, first.position()).commit(put(TABLE, "c", "3")).writeTo(directory);
        isRefused("WiredTigerLog.0000000001 at byte " + hole.offset()
                + ": log record that is not whole, and there are transactions in WiredTigerLog.0000000002");
    }

    @Test
    void aCutRecordBeforeAFileWithTransactionsIsRefused() throws IOException {
        LogFile first = oneChange();
        LogSequenceNumber cut = first.position();
        byte[] bytes = first.commit(put(TABLE, "b", "x".repeat(1000))).toByteArray();
        first.writeTo(directory, without(bytes, 512));
        LogFile.following(2, first.position()).writeTo(directory);
        LogFile.following(3, LogFile.following(2, BEGIN).position())
                .commit(put(TABLE, "c", "3"))
                .writeTo(directory);
        isRefused("WiredTigerLog.0000000001 at byte " + cut.offset()
                + ": log record that is not whole, and there are transactions in WiredTigerLog.0000000003");
    }

    @Test
    void aCutRecordBeforeAFileThatRecoveryBeganIsTheEnd() throws IOException {
        LogFile first = oneChange();
        LogSequenceNumber end = first.position();
        byte[] bytes = first.commit(put(TABLE, "b", "x".repeat(1000))).toByteArray();
        first.writeTo(directory, without(bytes, 512));
        LogFile.first(2).writeTo(directory);
        endsAt(end, true, 1);
    }

    @Test
    void aFileThatFollowsALaterEndThanThatWhichWasReachedIsRefusedIfItHasTransactions() throws IOException {
        LogFile first = oneChange();
        first.zeros(1024).writeTo(directory);
        LogSequenceNumber reached = oneChange().position();
        LogFile.following(2, first.position()).commit(put(TABLE, "b", "2")).writeTo(directory);
        isRefused("WiredTigerLog.0000000001 at byte " + reached.offset()
                + ": the journal ends here, but the file behind it follows " + first.position()
                + ", and there are transactions in WiredTigerLog.0000000002");
    }

    @Test
    void aFileThatFollowsALaterEndAndHasNoTransactionsIsLeftOut() throws IOException {
        LogFile first = oneChange();
        LogSequenceNumber reached = first.position();
        first.zeros(1024).writeTo(directory);
        LogFile.following(2, first.position()).writeTo(directory);
        endsAt(reached, true, 1);
    }

    @Test
    void aMissingFileInTheMiddleIsRefused() throws IOException {
        LogFile first = oneChange();
        first.writeTo(directory);
        LogFile.following(3, new LogSequenceNumber(2, 256)).writeTo(directory);
        isRefused("WiredTigerLog.0000000003: the journal's file with number 2 before it is missing");
    }

    @Test
    void filesBeforeTheStartAreNotLookedAt() throws IOException {
        LogFile.withDescription(1, new byte[40]).writeTo(directory);
        LogFile third = LogFile.following(3, new LogSequenceNumber(2, 256)).commit(put(TABLE, "a", "1"));
        third.writeTo(directory);
        try (Changes read = Changes.read(
                Journal.of(directory),
                new LogSequenceNumber(3, 0),
                (fileId, position) -> true,
                MEMORY_BYTES,
                directory)) {
            assertThat(read.end().position()).isEqualTo(third.position());
        }
    }

    @Test
    void aFileThatEndsBeforeTheStartIsRefused() throws IOException {
        oneChange().writeTo(directory);
        assertThatThrownBy(() -> Changes.read(
                        Journal.of(directory),
                        new LogSequenceNumber(1, 1280),
                        (fileId, position) -> true,
                        MEMORY_BYTES,
                        directory))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage("WiredTigerLog.0000000001: the file has 384 bytes, the checkpoint was taken at byte 1280:"
                        + " it is cut off, or from another moment");
    }

    @Test
    void aStartBetweenRecordsIsRefused() throws IOException {
        oneChange().writeTo(directory);
        assertThatThrownBy(() -> Changes.read(
                        Journal.of(directory),
                        new LogSequenceNumber(1, 130),
                        (fileId, position) -> true,
                        MEMORY_BYTES,
                        directory))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage("WiredTigerLog.0000000001 at byte 130: the checkpoint's position is no multiple of 128");
    }
}
