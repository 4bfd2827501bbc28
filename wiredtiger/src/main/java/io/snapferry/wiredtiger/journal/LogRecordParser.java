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
 *
 * <p>A type or a file id with bit 31 set is written for people who look for a defect; recovery leaves it out, and so does
 * this.
 */
final class LogRecordParser {
    private static final long RECORD_COMMIT = 1;
    private static final long RECORD_SYSTEM = 4;
    private static final long MAX_RECORD_TYPE = 4;

    private static final int COLUMN_PUT = 1;
    private static final int COLUMN_REMOVE = 2;
    private static final int COLUMN_TRUNCATE = 3;
    private static final int ROW_PUT = 4;
    private static final int ROW_REMOVE = 5;
    private static final int ROW_TRUNCATE = 6;
    private static final int PREVIOUS_LSN = 8;
    private static final int COLUMN_MODIFY = 9;
    private static final int ROW_MODIFY = 10;

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
        if (begin(record) != RECORD_COMMIT) {
            return 0;
        }
        reader.unsigned();
        int changes = 0;
        while (hasOperation()) {
            int type = beginOperation();
            if (!isIgnored(type)) {
                changes += change(type, position, receiver);
            }
        }
        return changes;
    }

    /**
     * Whether a record is that of a transaction.
     *
     * @throws MalformedException when the record is not understood
     */
    boolean isCommit(Slice record) {
        return begin(record) == RECORD_COMMIT;
    }

    /** The end of the file before, if the record is the one that tells it. Other operations of system records are left out. */
    Optional<LogSequenceNumber> previousEnd(Slice record) {
        if (begin(record) != RECORD_SYSTEM) {
            return Optional.empty();
        }
        while (hasOperation()) {
            if (beginOperation() == PREVIOUS_LSN) {
                return Optional.of(new LogSequenceNumber(operation.unsigned(), operation.unsigned()));
            }
        }
        return Optional.empty();
    }

    /** The record's type; {@link #reader} stands behind it. */
    private long begin(Slice record) {
        reader.reset(record.bytes(), record.offset(), record.offset() + record.length());
        long type = reader.unsigned();
        if (Long.compareUnsigned(type, MAX_RECORD_TYPE) > 0) {
            throw new MalformedException(
                    reader.position(), "log record of type " + Long.toUnsignedString(type) + " is not known");
        }
        return type;
    }

    private boolean hasOperation() {
        return reader.remaining() > 0 && !reader.isAtZero();
    }

    /** Goes over the operation, lets {@link #operation} stand behind its size, and returns its type, unsigned. */
    private int beginOperation() {
        int begin = reader.position();
        int type = unsigned32(reader, "type of an operation");
        long size = reader.unsigned();
        int headerSize = reader.position() - begin;
        if (Long.compareUnsigned(size, headerSize) < 0) {
            throw new MalformedException(
                    begin, "operation of " + size + " bytes in a log record, its type and size take " + headerSize);
        }
        int fields = reader.skip(size - headerSize);
        operation.reset(reader.bytes(), fields, reader.position());
        return type;
    }

    private static boolean isIgnored(int typeOrFileId) {
        return (typeOrFileId & IGNORED_BIT) != 0;
    }

    private int change(int type, LogSequenceNumber position, ChangeReceiver receiver) throws IOException {
        requireKnown(type);
        int fileId = unsigned32(operation, "file id");
        if (isIgnored(fileId) || !receiver.wants(fileId, position)) {
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
                throw new MalformedException(
                        operation.position(), "operation on a column store, which is not supported");
        }
        return 1;
    }

    /** That of an unknown operation must not be lost, even if it is of a table that nobody wants. */
    private void requireKnown(int type) {
        switch (type) {
            case COLUMN_PUT,
                    COLUMN_REMOVE,
                    COLUMN_TRUNCATE,
                    COLUMN_MODIFY,
                    ROW_PUT,
                    ROW_REMOVE,
                    ROW_TRUNCATE,
                    ROW_MODIFY -> {}
            default ->
                throw new MalformedException(
                        operation.position(),
                        "operation of type " + Integer.toUnsignedString(type) + " in a commit is not known");
        }
    }

    private static int unsigned32(PackedReader from, String what) {
        int begin = from.position();
        long value = from.unsigned();
        if (value >>> Integer.SIZE != 0) {
            throw new MalformedException(begin, what + " of more than 32 bits: " + Long.toUnsignedString(value));
        }
        return (int) value;
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
