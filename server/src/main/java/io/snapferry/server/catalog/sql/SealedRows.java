package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.source.encryption.EncryptionKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all secrets of a catalog under one key, in one transaction: what is plain is encrypted, what is under an older key is
 * encrypted anew. Done again it changes nothing. A catalog whose key is not among those that were given is refused.
 */
final class SealedRows {
    private static final Logger LOG = LoggerFactory.getLogger(SealedRows.class);

    private final SecretBox box;
    private boolean wasPlain;

    private SealedRows(SecretBox box) {
        this.box = box;
    }

    /**
     * Opens the secrets of a catalog for the program.
     *
     * @param file a key is made there when none is configured; without it one must be
     * @param where names the database in messages
     * @return with what they are read and written from now on
     * @throws CatalogOpenException when the database holds secrets of another key
     */
    static SecretBox bringUnderKey(Jdbi writes, SecretsKeys keys, Optional<SecretsKeyFile> file, String where)
            throws CatalogOpenException {
        Optional<EncryptionKey> ofFile = file.isPresent() ? file.get().read() : Optional.empty();
        Optional<String> keyId = writes.withHandle(SealedRows::keyId);
        Optional<EncryptionKey> given = keys.current().or(() -> ofFile);
        if (given.isEmpty() && keyId.isPresent()) {
            throw new CatalogOpenException("the secrets in " + where + " are encrypted with the key " + keyId.get()
                    + ", but catalog.secrets-key is not set"
                    + file.map(missing -> " and there is no " + missing.path()).orElse(""));
        }
        EncryptionKey current =
                given.isPresent() ? given.get() : file.orElseThrow().create();
        List<EncryptionKey> older =
                Stream.of(keys.previous(), ofFile).flatMap(Optional::stream).toList();
        SealedRows rows = new SealedRows(new SecretBox(current, older));
        writes.useTransaction(handle -> rows.sealAll(handle, where));
        return rows.box;
    }

    private static Optional<String> keyId(Handle handle) {
        return handle.createQuery("select key_id from secrets_key")
                .mapTo(String.class)
                .findOne();
    }

    private void sealAll(Handle handle, String where) throws CatalogOpenException {
        handle.createUpdate("""
                        insert into secrets_key (singleton, key_id, has_traces) values (1, :key, false)
                        on conflict (singleton) do nothing
                        """).bind("key", box.currentKeyId()).execute();
        String keyId = keyId(handle).orElseThrow();
        if (!box.knows(keyId)) {
            throw new CatalogOpenException("the secrets in " + where + " are encrypted with the key " + keyId
                    + ", and this server has the key " + box.currentKeyId()
                    + "; give the other one as catalog.secrets-key or catalog.previous-secrets-key");
        }
        int sealed;
        try {
            sealed = sealConnectionStrings(handle) + sealStores(handle) + sealApiKeys(handle) + sealSigningKeys(handle);
        } catch (UnreadableSecretException e) {
            throw new CatalogOpenException(where + ": " + e.getMessage(), e);
        }
        handle.createUpdate("update secrets_key set key_id = :key, has_traces = (has_traces or :traces)")
                .bind("key", box.currentKeyId())
                .bind("traces", wasPlain)
                .execute();
        if (sealed > 0) {
            LOG.atInfo()
                    .addKeyValue("key", box.currentKeyId())
                    .addKeyValue("secrets", sealed)
                    .log("secrets in the catalog encrypted");
        }
    }

    private int sealConnectionStrings(Handle handle) {
        return sealRows(
                handle,
                "select id, connection_string as stored from cluster where connection_string is not null",
                "update cluster set connection_string = :sealed where id = :id",
                (id, stored) -> {
                    SecretBox.Place place = new SecretBox.Place(SqlTenants.CONNECTION_STRING, id);
                    boolean isPlain = SecretBox.keyIdOf(stored).isEmpty();
                    if (isPlain && !ConnectionSecret.isValid(stored)) {
                        throw new UnreadableSecretException(place, "it is no sealed text");
                    }
                    return isPlain ? Optional.of(sealPlain(place, stored)) : resealed(place, stored);
                });
    }

    private int sealStores(Handle handle) {
        return sealRows(
                handle,
                "select id, settings_json as stored from store_access",
                "update store_access set settings_json = :sealed where id = :id",
                (id, json) -> {
                    SecretBox.Place place = new SecretBox.Place(StoredStore.COLUMN, id);
                    return StoredJson.read(StoredStore.COLUMN, json, StoredStore.class)
                            .resealed(plain -> sealPlain(place, plain), text -> resealed(place, text))
                            .map(StoredJson::write);
                });
    }

    private int sealApiKeys(Handle handle) {
        return sealRows(
                        handle,
                        "select id, ha1_hex || ' ' || coalesce(ha1_sha256_hex, '') as stored from api_key"
                                + " where sealed_hashes is null",
                        "update api_key set sealed_hashes = :sealed, ha1_hex = '', ha1_sha256_hex = null where id = :id",
                        (id, plain) -> Optional.of(
                                sealPlain(new SecretBox.Place(SqlTenants.HASHES, id), plain.stripTrailing())))
                + sealRows(
                        handle,
                        "select id, sealed_hashes as stored from api_key where sealed_hashes is not null",
                        "update api_key set sealed_hashes = :sealed where id = :id",
                        (id, stored) -> resealed(new SecretBox.Place(SqlTenants.HASHES, id), stored));
    }

    private int sealSigningKeys(Handle handle) {
        return sealRows(
                        handle,
                        "select id, secret_hex as stored from signing_key where sealed_secret is null",
                        "update signing_key set sealed_secret = :sealed, secret_hex = '' where id = :id",
                        (id, plain) -> Optional.of(sealPlain(new SecretBox.Place(SqlTokenRegistry.SECRET, id), plain)))
                + sealRows(
                        handle,
                        "select id, sealed_secret as stored from signing_key where sealed_secret is not null",
                        "update signing_key set sealed_secret = :sealed where id = :id",
                        (id, stored) -> resealed(new SecretBox.Place(SqlTokenRegistry.SECRET, id), stored));
    }

    private record Row(String id, String stored) {}

    /** @param change what to store for an id and what is stored; empty to leave it */
    private static int sealRows(
            Handle handle, String select, String update, BiFunction<String, String, Optional<String>> change) {
        int changed = 0;
        List<Row> rows = handle.createQuery(select)
                .map((row, context) -> new Row(row.getString("id"), row.getString("stored")))
                .list();
        for (Row row : rows) {
            Optional<String> sealed = change.apply(row.id(), row.stored());
            if (sealed.isPresent()) {
                handle.createUpdate(update)
                        .bind("sealed", sealed.get())
                        .bind("id", row.id())
                        .execute();
                changed++;
            }
        }
        return changed;
    }

    private String sealPlain(SecretBox.Place place, String plain) {
        wasPlain = true;
        return box.seal(place, plain);
    }

    /** Empty when it is under the current key already. */
    private Optional<String> resealed(SecretBox.Place place, String sealed) {
        boolean isCurrent = SecretBox.keyIdOf(sealed).equals(Optional.of(box.currentKeyId()));
        return isCurrent ? Optional.empty() : Optional.of(box.seal(place, box.open(place, sealed)));
    }

    /** Whether plain texts that were replaced may still be in the database's files. */
    static boolean hasTraces(Handle handle) {
        return handle.createQuery("select has_traces from secrets_key")
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    static void tracesAreGone(Handle handle) {
        handle.execute("update secrets_key set has_traces = false");
    }
}
