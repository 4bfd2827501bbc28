package io.snapferry.server.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash functions of HTTP digest authentication (RFC 7616, section 3.3) that API keys can sign with. */
public enum DigestAlgorithm {
    /** What Atlas asks for, and all its clients speak. */
    MD5("MD5", 32),
    /** For those who may not use MD5; the Go clients and curl speak it too. */
    SHA_256("SHA-256", 64);

    private final String token;
    private final int hexDigits;

    DigestAlgorithm(String token, int hexDigits) {
        this.token = token;
        this.hexDigits = hexDigits;
    }

    /** Its name in a challenge, which is also that of the Java platform. */
    public String token() {
        return token;
    }

    /** How long {@link #hex} is. */
    public int hexDigits() {
        return hexDigits;
    }

    /** The hash of the text in UTF-8, in lower-case hex digits. */
    public String hex(String text) {
        try {
            MessageDigest function = MessageDigest.getInstance(token);
            return HexFormat.of().formatHex(function.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + token, e);
        }
    }
}
