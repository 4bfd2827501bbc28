package io.snapferry.source.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret from which the keys of all files are derived: {@value #SIZE_BYTES} random bytes. Never shows them. */
public final class EncryptionKey {
    /** For AES-256. */
    public static final int SIZE_BYTES = 32;

    static final int ID_BYTES = 8;

    private static final String ID_PURPOSE = "snapferry snapshot encryption key id";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    private final byte[] bytes;
    private final String id;

    private EncryptionKey(byte[] bytes) {
        this.bytes = bytes;
        this.id = HexFormat.of().formatHex(idOf(bytes));
    }

    /** From {@value #SIZE_BYTES} random bytes. */
    public static EncryptionKey of(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a key has " + SIZE_BYTES + " bytes, not " + bytes.length);
        }
        return new EncryptionKey(bytes.clone());
    }

    /**
     * @param text 64 hex digits, or 32 bytes in base64
     * @throws IllegalArgumentException when it is neither; the message does not tell the text
     */
    public static EncryptionKey parse(String text) {
        if (HEX.matcher(text).matches()) {
            return new EncryptionKey(HexFormat.of().parseHex(text));
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) { // not kept as the cause: it quotes the text
            throw new IllegalArgumentException("expected 64 hex digits, or 32 bytes in base64");
        }
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "expected 64 hex digits, or 32 bytes in base64, found base64 of " + bytes.length + " bytes");
        }
        return new EncryptionKey(bytes);
    }

    /** Tells which key a file needs, and nothing about the key: 16 hex digits of an HMAC with it. */
    private static byte[] idOf(byte[] bytes) {
        return Arrays.copyOf(code(bytes, ID_PURPOSE), ID_BYTES);
    }

    private static byte[] code(byte[] bytes, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    /**
     * A key of {@value #SIZE_BYTES} bytes for something else than files: who learns it learns nothing of this one, or of
     * those for other purposes.
     *
     * @param purpose must differ from every other purpose in the program
     */
    public byte[] derivedFor(String purpose) {
        return code(bytes, purpose);
    }

    /** Its name, 16 hex digits; not secret. */
    public String id() {
        return id;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "EncryptionKey " + id;
    }
}
