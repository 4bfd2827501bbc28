package io.snapferry.testing.s3;

/**
 * What a {@link FaultProxy} does to a request.
 *
 * @param kind of fault
 * @param amount see the kind
 */
public record Fault(Kind kind, double amount) {

    /** The request passes as it is. */
    public static final Fault NONE = new Fault(Kind.NONE, 0);

    /** What can happen. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** 500 InternalError, and the store never sees the request. */
        SERVER_ERROR,
        /** 503 SlowDown, and the store never sees the request. */
        SLOW_DOWN,
        /** A failure inside an answer with status 200, and the store never sees the request; only CompleteMultipartUpload. */
        ERROR_WITHIN_SUCCESS,
        /** The connection is reset when the request's head has arrived. */
        RESET,
        /** The connection is reset when a share of the body has arrived; the store sees that. */
        CUT_REQUEST,
        /** The store does what it is asked, and a share of its answer comes back. */
        CUT_ANSWER,
        /** The store does what it is asked, and nothing comes back. */
        LOST_ANSWER,
        /** One bit of the body arrives changed. */
        CHANGED_BYTE,
        /** The request waits for so many seconds. */
        DELAY,
        /** The body passes at so many bytes a second. */
        TRICKLE,
        /** The store is away: connections are reset. */
        OUTAGE
    }
}
