package io.snapferry.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The running size and SHA-256 of an object while it is written; what its receipt is made from. Not thread-safe. */
public final class Sha256 {
    private final MessageDigest digest;
    private long sizeBytes;

    /** Of no bytes yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes in the next bytes of the object. */
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        sizeBytes += length;
    }

    /** How many bytes were taken in. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Of all bytes so far; once, at the end. */
    public PutReceipt receipt(ObjectKey key) {
        return new PutReceipt(key, sizeBytes, hex());
    }

    /** Of all bytes so far, 64 hex digits; once, at the end. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of an object that is here as a whole. */
    public static String hexOf(byte[] content) {
        Sha256 digest = new Sha256();
        digest.update(content, 0, content.length);
        return digest.hex();
    }
}
