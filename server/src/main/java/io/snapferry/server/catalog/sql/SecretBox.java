package io.snapferry.server.catalog.sql;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.snapferry.source.encryption.EncryptionKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encrypts the secrets in the catalog, each for the place where it stands: moved to another row or column it cannot be
 * decrypted. A sealed text is {@code sealed:1:}, the id of the key, a colon, and in base64 the nonce, the ciphertext of
 * AES-256-GCM and its tag. Immutable.
 */
final class SecretBox {
    private static final String PURPOSE = "snapferry secrets in the catalog, AES-256-GCM";
    private static final Pattern FORM = Pattern.compile("sealed:1:(?<key>[0-9a-f]{16}):(?<content>[A-Za-z0-9_-]+)");

    private final String currentKeyId;
    private final Map<String, Aead> ciphers = new LinkedHashMap<>();

    /**
     * @param current seals
     * @param older only open
     */
    SecretBox(EncryptionKey current, List<EncryptionKey> older) {
        this.currentKeyId = current.id();
        ciphers.put(current.id(), cipher(current));
        older.forEach(key -> ciphers.putIfAbsent(key.id(), cipher(key)));
    }

    private static Aead cipher(EncryptionKey key) {
        try {
            return new AesGcmJce(key.derivedFor(PURPOSE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * Where a secret stands.
     *
     * @param column with its table
     * @param row the row's id
     */
    record Place(String column, String row) {
        byte[] associatedData() {
            return (column + " " + row).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return column + " of " + row;
        }
    }

    String seal(Place place, String secret) {
        try {
            byte[] sealed =
                    cipherOf(currentKeyId).encrypt(secret.getBytes(StandardCharsets.UTF_8), place.associatedData());
            return "sealed:1:" + currentKeyId + ":"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(place + " cannot be encrypted", e);
        }
    }

    /** @throws UnreadableSecretException when no key fits, or the text is not what was sealed for this place */
    String open(Place place, String sealed) {
        Matcher form = FORM.matcher(sealed);
        if (!form.matches()) {
            throw new UnreadableSecretException(place, "it is no sealed text");
        }
        String keyId = form.group("key");
        if (!knows(keyId)) {
            throw new UnreadableSecretException(place, "its key " + keyId + " is not known here");
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(form.group("content"));
            return new String(cipherOf(keyId).decrypt(content, place.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableSecretException(place, "it was changed, or sealed for another place");
        }
    }

    private Aead cipherOf(String keyId) {
        return Optional.ofNullable(ciphers.get(keyId)).orElseThrow();
    }

    String currentKeyId() {
        return currentKeyId;
    }

    boolean knows(String keyId) {
        return ciphers.containsKey(keyId);
    }

    /** Which key opens it; empty for a text that is not sealed. */
    static Optional<String> keyIdOf(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(form.group("key")) : Optional.empty();
    }
}
