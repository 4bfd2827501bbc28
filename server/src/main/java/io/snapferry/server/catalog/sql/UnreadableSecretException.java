package io.snapferry.server.catalog.sql;

/** A secret in the catalog cannot be decrypted. The message names its place, and nothing of its content. */
public final class UnreadableSecretException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(SecretBox.Place place, String reason) {
        super("the secret in " + place + " cannot be decrypted: " + reason);
    }
}
