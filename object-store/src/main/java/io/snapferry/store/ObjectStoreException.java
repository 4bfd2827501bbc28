package io.snapferry.store;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a store answered instead of doing what it was asked. The message has the store's own code and words, and no secret.
 */
public final class ObjectStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String place;
    private final String storeCode;
    private final String detail;
    private final boolean retryable;
    private final boolean missing;

    /**
     * @param operation in the store's words, for example {@code PutObject}
     * @param place bucket and key as far as known, for example {@code s3://backups/exported_snapshots/...}
     * @param storeCode the store's own code, for example {@code AccessDenied} or {@code SlowDown}; for a folder the name of
     *     the file system error
     * @param detail the store's own words
     * @param retryable whether the same call may succeed later
     * @param cause the client library's exception
     */
    public ObjectStoreException(
            String operation, String place, String storeCode, String detail, boolean retryable, Throwable cause) {
        this(operation, place, storeCode, detail, retryable, false, cause);
    }

    /** A refusal that no other exception is behind; never retryable. */
    public ObjectStoreException(String operation, String place, String storeCode, String detail) {
        this(operation, place, storeCode, detail, false, false, null);
    }

    private ObjectStoreException(
            String operation,
            String place,
            String storeCode,
            String detail,
            boolean retryable,
            boolean missing,
            @Nullable Throwable cause) {
        super(operation + " " + place + ": " + storeCode + ": " + detail, cause);
        this.operation = operation;
        this.place = place;
        this.storeCode = storeCode;
        this.detail = detail;
        this.retryable = retryable;
        this.missing = missing;
    }

    /** An answer that no other exception is behind, and that writing the object again may mend. */
    public static ObjectStoreException retryable(String operation, String place, String storeCode, String detail) {
        return new ObjectStoreException(operation, place, storeCode, detail, true, false, null);
    }

    /** An object that is not there. */
    public static ObjectStoreException missing(String operation, String place, String storeCode) {
        return new ObjectStoreException(operation, place, storeCode, "no such object", false, true, null);
    }

    /** An object that is not there, with the client library's exception. */
    public static ObjectStoreException missing(String operation, String place, String storeCode, Throwable cause) {
        return new ObjectStoreException(operation, place, storeCode, "no such object", false, true, cause);
    }

    /** The same failure, which also says for how long it was tried to get round it. */
    public ObjectStoreException afterWaiting(Duration waited) {
        return new ObjectStoreException(
                operation,
                place,
                storeCode,
                detail + ". The store was waited for in vain for " + waited.toSeconds() + " s",
                retryable,
                missing,
                this);
    }

    /** In the store's words, for example {@code PutObject}. */
    public String operation() {
        return operation;
    }

    /** The store's own code, for example {@code AccessDenied}. */
    public String storeCode() {
        return storeCode;
    }

    /** Whether the same call may succeed later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Whether the object is simply not there. */
    public boolean isMissing() {
        return missing;
    }
}
