package io.snapferry.wiredtiger.testing;

/** Who removed a whole leaf. Numbers are unsigned. */
public sealed interface Truncate {
    /** Nobody did. */
    record Not() implements Truncate {}

    /** It is gone for everyone. */
    record ForAll() implements Truncate {}

    /**
     * A transaction that not everyone sees.
     *
     * @param transaction its id
     * @param timestamp of its commit
     * @param durable when it became durable
     */
    record By(long transaction, long timestamp, long durable) implements Truncate {}
}
