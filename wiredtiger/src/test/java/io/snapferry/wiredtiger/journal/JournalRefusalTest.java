package io.snapferry.wiredtiger.journal;

import static io.snapferry.wiredtiger.journal.LogOperation.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is whole, and still not understood. */
class JournalRefusalTest {
    private static final int TABLE = 7;
    private static final String PLACE = "WiredTigerLog.0000000001 at byte ";

    @TempDir
    private Path directory;

    private Changes read(LogFile file) throws IOException {
        file.writeTo(directory);
        return Changes.read(
                Journal.of(directory),
                new LogSequenceNumber(1, 0),
                (fileId, position) -> fileId == TABLE,
                1 << 20,
                directory);
    }

    private void isRefused(LogFile file, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessage(message);
    }

    private static LogFile withOperation(LogOperation operation) {
        return LogFile.first(1).commit(operation);
    }

    @Test
    void aFileWithoutADescriptionIsRefused() {
        isRefused(LogFile.withDescription(1, new byte[8]), PLACE + "0: expected the record that begins a journal file");
    }

    @Test
    void anotherMagicNumberIsRefused() {
        isRefused(
                LogFile.withDescription(
                        1, new LogBytes().int32(0x101065).zeros(12).toByteArray()),
                PLACE + "16: magic number 0x101065, expected 0x101064");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 0xffff})
    void anotherVersionIsRefused(int version) {
        isRefused(LogFile.ofVersion(1, version), PLACE + "20: journal of version " + version + ", known are 1 to 5");
    }

    @Test
    void anEncryptedRecordIsRefused() {
        isRefused(
                LogFile.first(1).record(LogFile.ENCRYPTED, 64, new byte[40]),
                PLACE + "256: journal is encrypted; decrypt it with the server");
    }

    @Test
    void anUnknownFlagIsRefused() {
        isRefused(LogFile.first(1).record(4, 0, new byte[40]), PLACE + "256: flags 0x4 of a log record are not known");
    }

    @Test
    void aCompressedRecordThatNoCompressorUnpacksIsRefused() {
        assertThatThrownBy(() -> read(LogFile.first(1).record(LogFile.COMPRESSED, 200, new byte[40])))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageStartingWith(PLACE + "256: compressed log record cannot be unpacked: ");
    }

    @Test
    void aCompressedRecordWithAnImpossibleLengthIsRefused() {
        isRefused(
                LogFile.first(1).record(LogFile.COMPRESSED, -1, new byte[40]),
                PLACE + "256: log record states 4294967295 bytes when unpacked");
    }

    @Test
    void anUnknownRecordIsRefused() {
        isRefused(
                LogFile.first(1).record(new LogBytes().packed(5).toByteArray()),
                PLACE + "256: log record of type 5 is not known");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 11, 12, 13, 200})
    void anOperationThatNoTransactionHasIsRefusedInAnyTable(long type) {
        isRefused(
                withOperation(LogOperation.of(type, fields -> fields.packed(TABLE + 1))),
                PLACE + "256: operation of type " + type + " in a commit is not known");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 9})
    void anOperationOnAColumnStoreIsRefusedInTheTablesThatAreWanted(long type) throws IOException {
        isRefused(
                withOperation(
                        LogOperation.of(type, fields -> fields.packed(TABLE).packed(1))),
                PLACE + "256: operation on a column store, which is not supported");
        try (Changes changes = read(withOperation(LogOperation.of(type, fields -> fields.packed(TABLE + 1))))) {
            assertThat(changes.count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 1L << 40, -1})
    void anUnknownModeOfTruncateIsRefused(long mode) {
        isRefused(
                withOperation(LogOperation.truncate(TABLE, "", "", mode)),
                PLACE + "256: truncate of mode " + Long.toUnsignedString(mode));
    }

    @Test
    void aFileIdOfMoreThan32BitsIsRefused() {
        isRefused(withOperation(put(1L << 32, "a", "1")), PLACE + "256: file id of more than 32 bits: 4294967296");
    }

    @Test
    void anOperationThatIsSmallerThanItsHeadIsRefused() {
        isRefused(
                commitOf(payload -> payload.packed(4).packed(1).packed(TABLE)),
                PLACE + "256: operation of 1 bytes in a log record, its type and size take 2");
    }

    @Test
    void anOperationThatGoesBeyondItsRecordIsRefused() {
        isRefused(
                commitOf(payload -> payload.packed(4).packed(50).packed(TABLE)),
                PLACE + "256: expected 48 bytes, found 1 up to the end");
    }

    @Test
    void aKeyThatGoesBeyondItsOperationIsRefused() {
        isRefused(
                withOperation(LogOperation.of(
                        4, fields -> fields.packed(TABLE).packed(9).text("key"))),
                PLACE + "256: expected 9 bytes, found 3 up to the end");
    }

    @Test
    void aModificationThatMakesNoSenseIsRefusedWhenItsRecordIsRead() throws IOException {
        LogFile file = withOperation(LogOperation.modify(TABLE, "a", new LogModification().replace(1L << 40, 0, "x")));
        try (Changes changes = read(file);
                RecordCursor cursor = changes.over(new MemoryTable(Map.of("a", "1")), TABLE, false)) {
            assertThatThrownBy(cursor::next)
                    .isInstanceOf(WiredTigerFormatException.class)
                    .hasMessage("table.wt: journal: modification with 1099511627776 as offset, at most 134217728");
        }
    }

    private static LogFile commitOf(Consumer<LogBytes> operations) {
        LogBytes payload = new LogBytes().packed(1).packed(1);
        operations.accept(payload);
        return LogFile.first(1).record(payload.toByteArray());
    }
}
