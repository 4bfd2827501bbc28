package io.snapferry.store;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object in a bucket.
 *
 * @param value segments divided by {@code /}: none is empty, {@code .} or {@code ..}; no leading or trailing slash, no
 *     control characters, valid Unicode, at most {@value #MAX_SIZE_BYTES} bytes of UTF-8 (the limit of S3)
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    /** The longest key that S3 takes, in bytes of UTF-8. */
    public static final int MAX_SIZE_BYTES = 1024;

    /** @throws IllegalArgumentException naming the rule that the key breaks */
    public ObjectKey {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an object key is empty");
        }
        int sizeBytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (sizeBytes > MAX_SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "an object key has " + sizeBytes + " bytes, more than " + MAX_SIZE_BYTES + ": " + value);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("an object key is not valid Unicode");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an object key holds a control character");
        }
        for (String segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("an object key has the segment \"" + segment + "\": " + value);
            }
        }
    }

    /** By UTF-16 code unit. */
    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
