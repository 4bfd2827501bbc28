package io.snapferry.wiredtiger;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * A file of a data directory that is damaged, or of a format that is not read. Final: reading again gives the same. The
 * message names file, byte position and reason, for example {@code collection-0-1.wt at byte 8192: checksum 0x1a2b3c4d,
 * expected 0x5e6f7081}.
 */
public final class WiredTigerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long position;
    private final String reason;

    private WiredTigerFormatException(String file, long position, String reason) {
        super(file + (position < 0 ? "" : " at byte " + position) + ": " + reason);
        this.file = file;
        this.position = position;
        this.reason = reason;
    }

    /**
     * @param file relative to the data directory
     * @param reason lower case, no full stop, expected and found
     */
    public static WiredTigerFormatException inFile(String file, String reason) {
        return new WiredTigerFormatException(file, -1, reason);
    }

    /**
     * @param file relative to the data directory
     * @param position byte offset in the file, that of a block for what is wrong inside of it
     * @param reason lower case, no full stop, expected and found
     */
    public static WiredTigerFormatException atByte(String file, long position, String reason) {
        return new WiredTigerFormatException(file, position, reason);
    }

    /** Keeps the cause and returns this exception, to be thrown. */
    public WiredTigerFormatException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** Relative to the data directory. */
    public String file() {
        return file;
    }

    /** Byte offset in the file, when known. */
    public OptionalLong position() {
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    /** The reason alone, without place. */
    public String reason() {
        return reason;
    }
}
