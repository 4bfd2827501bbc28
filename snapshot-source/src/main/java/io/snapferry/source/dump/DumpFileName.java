package io.snapferry.source.dump;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A collection's name as mongodump's file name without ending: escaped as in a query string, and when that is longer than
 * {@value #MAX_LENGTH} characters, cut and made unique by the SHA-1 of the true name (mongodump/prepare.go).
 */
final class DumpFileName {
    private static final int MAX_LENGTH = 238;
    private static final int KEPT_LENGTH = 208;
    private static final String HASH_MARK = "%24";

    private DumpFileName() {}

    static String of(String collection) {
        String escaped = escape(collection);
        return escaped.length() <= MAX_LENGTH
                ? escaped
                : escaped.substring(0, KEPT_LENGTH) + HASH_MARK + hash(collection);
    }

    /** Go's query escape differs from Java's form encoding in two characters. */
    private static String escape(String collection) {
        return URLEncoder.encode(collection, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hash(String collection) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(collection.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
