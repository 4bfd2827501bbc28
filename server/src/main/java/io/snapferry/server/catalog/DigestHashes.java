package io.snapferry.server.catalog;

import java.util.Optional;

/**
 * What digest authentication (RFC 7616, section 3.4.2) needs of a private key, so that the key itself need not be kept: the hash
 * of {@code publicKey:realm:privateKey}, by algorithm. As good as the private key for signing in here, so never shown.
 *
 * @param md5Hex 32 lower-case hex digits
 * @param sha256Hex 64 lower-case hex digits; absent for keys that were made before this algorithm was known here
 */
public record DigestHashes(String md5Hex, Optional<String> sha256Hex) {
    /** The realm that Atlas uses. Part of every hash: another one would make all keys useless. */
    public static final String REALM = "MMS Public API";

    /**
     * Those of a pair of keys.
     *
     * @throws IllegalArgumentException when the public key has a colon, which would shift the parts
     */
    public static DigestHashes of(String publicKey, String privateKey) {
        if (publicKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a public key has no colon: \"" + publicKey + "\"");
        }
        String text = publicKey + ":" + REALM + ":" + privateKey;
        return new DigestHashes(DigestAlgorithm.MD5.hex(text), Optional.of(DigestAlgorithm.SHA_256.hex(text)));
    }

    /** The one for an algorithm. */
    public Optional<String> hex(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.MD5 ? Optional.of(md5Hex) : sha256Hex;
    }

    /** Without the hashes. */
    @Override
    public String toString() {
        return "DigestHashes[...]";
    }
}
