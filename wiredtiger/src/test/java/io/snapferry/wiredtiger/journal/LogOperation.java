package io.snapferry.wiredtiger.journal;

import java.util.function.Consumer;

/** One operation of a transaction in the journal, ready to be written. */
final class LogOperation {
    static final long IGNORED = 0x8000_0000L;

    private final byte[] bytes;

    private LogOperation(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Type and size included. */
    byte[] bytes() {
        return bytes;
    }

    /** Any operation: the size that stands in it counts from the type's first byte, so it depends on its own length. */
    static LogOperation of(long type, Consumer<LogBytes> fields) {
        LogBytes body = new LogBytes();
        fields.accept(body);
        int headerSize = new LogBytes().packed(type).size() + 1;
        while (true) {
            LogBytes operation = new LogBytes().packed(type).packed(headerSize + (long) body.size());
            if (operation.size() == headerSize) {
                return new LogOperation(operation.raw(body.toByteArray()).toByteArray());
            }
            headerSize = operation.size();
        }
    }

    static LogOperation put(long fileId, String key, String value) {
        return of(4, fields -> fields.packed(fileId).prefixed(key).text(value));
    }

    static LogOperation remove(long fileId, String key) {
        return of(5, fields -> fields.packed(fileId).text(key));
    }

    static LogOperation modify(long fileId, String key, LogModification modification) {
        return of(10, fields -> fields.packed(fileId).prefixed(key).raw(modification.toByteArray()));
    }

    static LogOperation truncateAll(long fileId) {
        return truncate(fileId, "", "", 0);
    }

    static LogOperation truncateBetween(long fileId, String first, String last) {
        return truncate(fileId, first, last, 1);
    }

    static LogOperation truncateFrom(long fileId, String first) {
        return truncate(fileId, first, "", 2);
    }

    static LogOperation truncateTo(long fileId, String last) {
        return truncate(fileId, "", last, 3);
    }

    static LogOperation truncate(long fileId, String first, String last, long mode) {
        return of(
                6,
                fields -> fields.packed(fileId).prefixed(first).prefixed(last).packed(mode));
    }
}
