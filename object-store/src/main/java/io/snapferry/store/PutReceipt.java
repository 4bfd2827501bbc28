package io.snapferry.store;

/**
 * Proof that an object is in the store, durably.
 *
 * @param key of the object
 * @param sizeBytes of the object as stored
 * @param sha256Hex 64 lower-case hex digits over the object as stored
 */
public record PutReceipt(ObjectKey key, long sizeBytes, String sha256Hex) {}
