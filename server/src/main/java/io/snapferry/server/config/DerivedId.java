package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids for what the file names but gives no id: the same names give the same id at every start and on every machine. */
final class DerivedId {
    private static final int ID_BYTES = 12;

    private DerivedId() {}

    /**
     * The first 12 bytes of a SHA-256.
     *
     * @param kind what the id is of
     * @param path names from the organization down
     */
    static <T> Id<T> of(String kind, String... path) {
        MessageDigest digest = sha256();
        digest.update(kind.getBytes(StandardCharsets.UTF_8));
        for (String name : path) {
            // no name has this byte, so that "a", "b" and "ab" differ
            digest.update((byte) 0);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
        }
        return new Id<>(HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
