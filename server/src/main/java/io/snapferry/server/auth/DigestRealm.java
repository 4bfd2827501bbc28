package io.snapferry.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The realm of digest authentication, and the hash of a key pair in it. The realm's name is the one that Atlas sends. */
public final class DigestRealm {
    /** Part of every stored hash: changing it would invalidate all keys. */
    public static final String NAME = "MMS Public API";

    private DigestRealm() {}

    /**
     * What is stored of a key pair: {@code HA1} of RFC 7616, section 3.4.2.
     *
     * @param publicKey the user name
     * @param privateKey the password
     * @return 32 lower-case hex digits
     */
    public static String ha1Hex(String publicKey, String privateKey) {
        return md5Hex(publicKey + ":" + NAME + ":" + privateKey);
    }

    static String md5Hex(String text) {
        try {
            // MD5 is what the clients speak; Atlas offers nothing else
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have MD5", e);
        }
    }
}
