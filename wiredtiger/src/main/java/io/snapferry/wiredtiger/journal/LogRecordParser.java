package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes log records apart. For one thread.
 *
 * <pre>
 *  record     packed type: 0 checkpoint, 1 commit, 2 file sync, 3 message, 4 system
 *  commit     packed transaction id, operations up to the end or a zero byte
 *  operation  packed type, packed size counted from the type's first byte, fields
 *      4  row put       file id, key (with length), value (the rest)
 *      5  row remove    file id, key (the rest)
 *      6  row truncate  file id, start key (with length), stop key (with length), mode
 *      8  previous LSN  file, offset: in the system record that begins a file
 *     10  row modify    file id, key (with length), modification (the rest)
 * </pre>
 */
final class LogRecordParser {
    private static final long RECORD_COMMIT = 1;
    private static final long RECORD_SYSTEM = 4;
    private static final long MAX_RECORD_TYPE = 4;

    private static final int COLUMN_MODIFY = 11;
    private static final int COLUMN_PUT = 1;
    private static final int COLUMN_REMOVE = 2;
    private static final int COLUMN_TRUNCATE = 3;
    private static final int ROW_PUT = 4;
    private static final int ROW_REMOVE = 5;
    private static final int ROW_TRUNCATE = 6;
    private static final int CHECKPOINT_START = 7;
    private static final int PREVIOUS_LSN = 8;
    private static final int COLUMN_MODIFY_OLD = 9;
    private static final int ROW_MODIFY = 10;
    private static final int BACKUP_ID = 12;

    /** Set on types and file ids that recovery handles like the others. */
    private static final long IGNORED_BIT = 0x8000_0000L;

    private static final int TRUNCATE_ALL = 0;
    private static final int TRUNCATE_BOTH = 1;
    private static final int TRUNCATE_START = 2;
    private static final int TRUNCATE_STOP = 3;

    private final PackedReader reader = new PackedReader();
    private final PackedReader operation = new PackedReader();
    private final Slice key = new Slice();
    private final Slice value = new Slice();

    /**
     * Hands a record's changes to the receiver, if it is a commit.
     *
     * @return how many changes were wanted
     * @throws MalformedException when the record is not understood
     */
    int parse(Slice record, LogSequenceNumber position, ChangeReceiver receiver) throws IOException {
        reader.reset(record.bytes(), record.offset(), record.offset() + record.length());
        long type = reader.unsigned();
        if (Long.compareUnsigned(type, MAX_RECORD_TYPE) > 0) {
            throw new MalformedException(reader.position(), "log record of type " + Long.toUnsignedString(type));
        }
        if (type != RECORD_COMMIT) {
            return 0;
        }
        reader.unsigned();
        int changes = 0;
        while (hasOperation()) {
            int operationType = beginOperation();
            changes += change(operationType, position, receiver);
        }
        return changes;
    }

    /** The end of the file before, if the record is the one that tells it. */
    Optional<LogSequenceNumber> previousEnd(Slice record) {
        reader.reset(record.bytes(), record.offset(), record.offset() + record.length());
        if (reader.unsigned() != RECORD_SYSTEM) {
            return Optional.empty();
        }
        while (hasOperation()) {
            if (beginOperation() == PREVIOUS_LSN) {
                return Optional.of(new LogSequenceNumber(operation.unsigned(), operation.unsigned()));
            }
        }
        return Optional.empty();
    }

    private boolean hasOperation() {
        return reader.remaining() > 0 && !reader.isAtZero();
    }

    /** Goes over the operation and lets {@link #operation} stand behind its size. */
    private int beginOperation() {
        int begin = reader.position();
        long type = reader.unsigned() & ~IGNORED_BIT;
        long size = reader.unsigned();
        int headerSize = reader.position() - begin;
        if (Long.compareUnsigned(size, headerSize) < 0) {
            throw new MalformedException(begin, "operation of " + size + " bytes in a log record");
        }
        int fields = reader.skip(size - headerSize);
        operation.reset(reader.bytes(), fields, reader.position());
        if (type < 0 || type > BACKUP_ID) {
            throw new MalformedException(begin, "operation of type " + Long.toUnsignedString(type) + " is not known");
        }
        return (int) type;
    }

    private int change(int type, LogSequenceNumber position, ChangeReceiver receiver) throws IOException {
        switch (type) {
            case CHECKPOINT_START, PREVIOUS_LSN, BACKUP_ID -> {
                return 0;
            }
            case COLUMN_PUT, COLUMN_REMOVE, COLUMN_TRUNCATE, COLUMN_MODIFY_OLD, COLUMN_MODIFY ->
                throw new MalformedException(
                        operation.position(), "operation on a column store, which is not supported");
            default -> {}
        }
        long file = operation.unsigned() & ~IGNORED_BIT;
        if (file >>> Integer.SIZE != 0) {
            throw new MalformedException(operation.position(), "file id of more than 32 bits");
        }
        int fileId = (int) file;
        if (!receiver.wants(fileId, position)) {
            return 0;
        }
        switch (type) {
            case ROW_PUT -> {
                prefixed(key);
                receiver.change(fileId, ChangeKind.PUT, key, rest(value));
            }
            case ROW_MODIFY -> {
                prefixed(key);
                receiver.change(fileId, ChangeKind.MODIFY, key, rest(value));
            }
            case ROW_REMOVE -> receiver.change(fileId, ChangeKind.REMOVE, rest(key), value.set(new byte[0], 0, 0));
            case ROW_TRUNCATE -> truncate(fileId, receiver);
            default ->
                throw new MalformedException(operation.position(), "operation of type " + type + " is not known");
        }
        return 1;
    }

    private void truncate(int fileId, ChangeReceiver receiver) throws IOException {
        prefixed(key);
        prefixed(value);
        long mode = operation.unsigned();
        if (mode < TRUNCATE_ALL || mode > TRUNCATE_STOP) {
            throw new MalformedException(operation.position(), "truncate of mode " + Long.toUnsignedString(mode));
        }
        receiver.truncate(
                fileId,
                mode == TRUNCATE_BOTH || mode == TRUNCATE_START ? Optional.of(key) : Optional.empty(),
                mode == TRUNCATE_BOTH || mode == TRUNCATE_STOP ? Optional.of(value) : Optional.empty());
    }

    private void prefixed(Slice into) {
        long length = operation.unsigned();
        int offset = operation.skip(length);
        into.set(operation.bytes(), offset, (int) length);
    }

    private Slice rest(Slice into) {
        int length = operation.remaining();
        return into.set(operation.bytes(), operation.skip(length), length);
    }
}
