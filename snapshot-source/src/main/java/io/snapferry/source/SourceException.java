package io.snapferry.source;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A source that cannot be read or holds bad data. The message names all that is known: namespace, file, byte position,
 * reason. For example {@code shop.orders in shop/orders.bson at byte 8123: document length 4 is below the minimum of 5}.
 */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Namespace> namespace;
    private final String file;
    private final long position;
    private final String reason;

    private SourceException(Optional<Namespace> namespace, String file, long position, String reason) {
        super(message(namespace, file, position, reason));
        this.namespace = namespace;
        this.file = file;
        this.position = position;
        this.reason = reason;
    }

    /**
     * @param file relative to the source where it lies inside of it
     * @param reason lower case, no full stop, expected and found
     */
    public static SourceException inFile(String file, String reason) {
        return new SourceException(Optional.empty(), file, -1, reason);
    }

    /**
     * @param file relative to the source where it lies inside of it
     * @param position byte offset in the file; in the unpacked content when the file is gzipped
     * @param reason lower case, no full stop, expected and found
     */
    public static SourceException atByte(String file, long position, String reason) {
        return new SourceException(Optional.empty(), file, position, reason);
    }

    /** As {@link #inFile}, with the namespace whose data it is. */
    public static SourceException inFile(Namespace namespace, String file, String reason) {
        return new SourceException(Optional.of(namespace), file, -1, reason);
    }

    /** As {@link #atByte}, with the namespace whose data it is. */
    public static SourceException atByte(Namespace namespace, String file, long position, String reason) {
        return new SourceException(Optional.of(namespace), file, position, reason);
    }

    /** Keeps the cause and returns this exception, to be thrown. */
    public SourceException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    private static String message(Optional<Namespace> namespace, String file, long position, String reason) {
        return namespace.map(n -> n + " in ").orElse("") + file + (position < 0 ? "" : " at byte " + position) + ": "
                + reason;
    }

    /** Whose data it is, when known. */
    public Optional<Namespace> namespace() {
        return namespace;
    }

    /** The file, relative to the source where it lies inside of it. */
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
