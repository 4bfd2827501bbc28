package io.snapferry.wiredtiger.journal;

/** What happens to a record. */
public enum ChangeKind {
    /** It gets a value, whether it was there or not. */
    PUT(0),
    /** It goes, if it was there. */
    REMOVE(1),
    /** Its value changes in part, if it was there. */
    MODIFY(2);

    private final byte code;

    ChangeKind(int code) {
        this.code = (byte) code;
    }

    static ChangeKind ofCode(byte code) {
        return switch (code) {
            case 0 -> PUT;
            case 1 -> REMOVE;
            default -> MODIFY;
        };
    }

    /** As it is written into temporary files. */
    byte code() {
        return code;
    }
}
