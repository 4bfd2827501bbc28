package io.snapferry.server.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The part of digest authentication (RFC 7616, section 3.4.2) that stands for the private key, so that it need not be kept. */
public final class DigestHa1 {
    /** The realm that Atlas uses. Part of every hash: another one would make all keys useless. */
    public static final String REALM = "MMS Public API";

    private DigestHa1() {}

    /**
     * {@code MD5(publicKey:realm:privateKey)} in 32 lower-case hex digits.
     *
     * @throws IllegalArgumentException when the public key has a colon, which would shift the parts
     */
    public static String hex(String publicKey, String privateKey) {
        if (publicKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a public key has no colon: \"" + publicKey + "\"");
        }
        return md5Hex(publicKey + ":" + REALM + ":" + privateKey);
    }

    /** The hash function of the scheme over UTF-8, in 32 lower-case hex digits. MD5 is what the clients speak. */
    public static String md5Hex(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
