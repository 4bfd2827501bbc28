package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.source.encryption.EncryptionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody finds who has the files of a catalog, and with which keys the program reads them. */
final class SealedSecretsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG";
    private static final String CONNECTION = "mongodb://backup:hunter2@db1:27017/?replicaSet=rs0";
    private static final String TOKEN_SECRET = "5e".repeat(32);
    private static final EncryptionKey ONE = EncryptionKey.parse("01".repeat(32));
    private static final EncryptionKey TWO = EncryptionKey.parse("02".repeat(32));
    private static final String CLUSTER = "64b0000000000000000000c1";
    private static final String STORE = "64b000000000000000000005";
    private static final String KEY = "64b000000000000000000006";
    private static final String SIGNING_KEY = "64b000000000000000000007";

    @TempDir
    private Path folder;

    private Tenancy fill(SqlCatalog catalog) {
        Tenancy tenancy = Tenancy.in(catalog, "mySbx");
        Cluster cluster = new Cluster(
                new Id<>(CLUSTER),
                tenancy.project().id(),
                "connected",
                tenancy.cluster().type(),
                "7.0",
                false,
                NOW,
                Optional.of(new ConnectionSecret(CONNECTION)));
        catalog.tenants().putCluster(cluster);
        StoreSettings settings = new StoreSettings.S3(
                Optional.empty(),
                Optional.empty(),
                false,
                new Credentials.AssumeRole(
                        "arn:aws:iam::1:role/x",
                        Optional.empty(),
                        Optional.empty(),
                        new Credentials.Static("AK", SECRET)),
                new StoreSettings.Encryption.BucketDefault(),
                false);
        catalog.destinations()
                .putStoreAccess(
                        new StoreAccess(new Id<>(STORE), tenancy.project().id(), "s3", settings, NOW));
        catalog.tenants()
                .putApiKey(new ApiKey(
                        new Id<>(KEY),
                        tenancy.organization().id(),
                        "public",
                        DigestHashes.of("public", "private"),
                        "vate",
                        "",
                        List.of()));
        catalog.tokenRegistry().addKey(new SigningKey(new Id<>(SIGNING_KEY), TOKEN_SECRET, NOW));
        return tenancy;
    }

    private void assertReadable(SqlCatalog catalog, Tenancy tenancy) {
        assertThat(catalog.tenants()
                        .cluster(new Id<>(CLUSTER))
                        .orElseThrow()
                        .connectionString()
                        .orElseThrow()
                        .value())
                .isEqualTo(CONNECTION);
        StoreSettings.S3 store = (StoreSettings.S3) catalog.destinations()
                .storeAccess(tenancy.project().id(), new Id<>(STORE))
                .orElseThrow()
                .settings();
        assertThat(((Credentials.AssumeRole) store.credentials()).base())
                .isEqualTo(new Credentials.Static("AK", SECRET));
        assertThat(catalog.tenants().apiKey("public").orElseThrow().hashes())
                .isEqualTo(DigestHashes.of("public", "private"));
        assertThat(catalog.tokenRegistry().newestKey().orElseThrow().secretHex())
                .isEqualTo(TOKEN_SECRET);
    }

    /** As the version before the encryption left them. */
    private void writePlain() throws SQLException {
        execute("update cluster set connection_string = '" + CONNECTION + "' where id = '" + CLUSTER + "'");
        execute(
                "update store_access set settings_json = '{\"s3\":{\"pathStyle\":false,\"credentials\":{\"accessKeyId\":\"AK\","
                        + "\"secretAccessKey\":\"" + SECRET + "\"},\"role\":{\"arn\":\"arn:aws:iam::1:role/x\"},"
                        + "\"checksumsOnlyWhenRequired\":false}}' where id = '" + STORE + "'");
        DigestHashes hashes = DigestHashes.of("public", "private");
        execute("update api_key set sealed_hashes = null, ha1_hex = '" + hashes.md5Hex() + "', ha1_sha256_hex = '"
                + hashes.sha256Hex().orElseThrow() + "' where id = '" + KEY + "'");
        execute("update signing_key set sealed_secret = null, secret_hex = '" + TOKEN_SECRET + "'");
        execute("delete from secrets_key");
    }

    @Test
    void leavesNoSecretInTheFilesOfTheDatabase() throws IOException {
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            Tenancy tenancy = fill(catalog);
            assertReadable(catalog, tenancy);
            assertNoSecretOnDisk();
        }
        assertNoSecretOnDisk();
        Path keyFile = folder.resolve(SecretsKeyFile.NAME);
        assertThat(keyFile).hasSize(EncryptionKey.SIZE_BYTES);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                    .isEqualTo("rw-------");
        }
    }

    private void assertNoSecretOnDisk() throws IOException {
        DigestHashes hashes = DigestHashes.of("public", "private");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET)
                        .doesNotContain("hunter2")
                        .doesNotContain(TOKEN_SECRET)
                        .doesNotContain(hashes.md5Hex())
                        .doesNotContain(hashes.sha256Hex().orElseThrow());
            }
        }
    }

    @Test
    void encryptsWhatAnOlderProgramLeftPlainAndForgetsThePlainTexts() throws Exception {
        Tenancy tenancy;
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            tenancy = fill(catalog);
        }
        writePlain();

        for (int start = 0; start < 2; start++) {
            try (SqlCatalog catalog = SqlCatalog.open(folder)) {
                assertReadable(catalog, tenancy);
                assertNoSecretOnDisk();
            }
        }
    }

    @Test
    void forgetsPlainTextsThatACrashKeptItFromForgetting() throws Exception {
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            fill(catalog);
        }
        execute("create table scratch (t text)");
        execute("insert into scratch values ('" + SECRET + "')");
        execute("drop table scratch");
        assertThat(Files.readString(folder.resolve("catalog.db"), StandardCharsets.ISO_8859_1))
                .contains(SECRET);
        execute("update secrets_key set has_traces = 1");

        SqlCatalog.open(folder).close();

        assertNoSecretOnDisk();
    }

    @Test
    void changesTheKeyAtAStartThatKnowsBoth() throws Exception {
        Tenancy tenancy;
        try (SqlCatalog catalog = SqlCatalog.open(folder, keys(ONE))) {
            tenancy = fill(catalog);
        }
        try (SqlCatalog catalog = SqlCatalog.open(folder, new SecretsKeys(Optional.of(TWO), Optional.of(ONE)))) {
            assertReadable(catalog, tenancy);
        }
        try (SqlCatalog catalog = SqlCatalog.open(folder, keys(TWO))) {
            assertReadable(catalog, tenancy);
        }
        assertThat(folder.resolve(SecretsKeyFile.NAME)).doesNotExist();
        assertThatThrownBy(() -> SqlCatalog.open(folder, keys(ONE)))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessage(
                        "the secrets in " + folder.toRealPath().resolve("catalog.db") + " are encrypted with the key "
                                + TWO.id() + ", and this server has the key " + ONE.id()
                                + "; give the other one as catalog.secrets-key or catalog.previous-secrets-key");
    }

    @Test
    void movesFromTheKeyOfTheDataDirectoryToAConfiguredOne() throws Exception {
        Tenancy tenancy;
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            tenancy = fill(catalog);
        }
        SqlCatalog.open(folder, keys(ONE)).close();
        Files.delete(folder.resolve(SecretsKeyFile.NAME));

        try (SqlCatalog catalog = SqlCatalog.open(folder, keys(ONE))) {
            assertReadable(catalog, tenancy);
        }
    }

    @Test
    void doesNotMakeANewKeyInPlaceOfALostOne() throws Exception {
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            fill(catalog);
        }
        Path keyFile = folder.resolve(SecretsKeyFile.NAME);
        byte[] lost = Files.readAllBytes(keyFile);
        Files.delete(keyFile);

        assertThatThrownBy(() -> SqlCatalog.open(folder))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageContaining("catalog.secrets-key is not set and there is no ")
                .hasMessageEndingWith(SecretsKeyFile.NAME);
        assertThat(keyFile).doesNotExist();

        Files.write(keyFile, new byte[7]);
        assertThatThrownBy(() -> SqlCatalog.open(folder))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageEndingWith("is damaged: a key has 32 bytes, not 7");
        Files.write(keyFile, lost);
        SqlCatalog.open(folder).close();
    }

    @ParameterizedTest
    @CsvSource({
        "cluster.connection_string, cluster, connection_string, " + CLUSTER,
        "store_access.settings_json, store_access, settings_json, " + STORE,
        "api_key.sealed_hashes, api_key, sealed_hashes, " + KEY,
        "signing_key.sealed_secret, signing_key, sealed_secret, " + SIGNING_KEY
    })
    void namesThePlaceOfADamagedSecret(String place, String table, String column, String row) throws Exception {
        Tenancy tenancy;
        try (SqlCatalog catalog = SqlCatalog.open(folder, keys(ONE))) {
            tenancy = fill(catalog);
        }
        // another first character of what follows the key's id: a bit of the nonce
        String prefix = "sealed:1:" + ONE.id() + ":";
        execute("update " + table + " set " + column + " = replace(replace(replace(" + column + ", '" + prefix
                + "A', '~'), '" + prefix + "', '" + prefix + "A'), '~', '" + prefix + "B') where id = '" + row + "'");

        try (SqlCatalog catalog = SqlCatalog.open(folder, keys(ONE))) {
            assertThatThrownBy(() -> assertReadable(catalog, tenancy))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessage("the secret in " + place + " of " + row
                            + " cannot be decrypted: it was changed, or sealed for another place");
        }
    }

    @Test
    void doesNotReadASecretThatWasMovedToAnotherRow() throws Exception {
        try (SqlCatalog catalog = SqlCatalog.open(folder)) {
            Tenancy tenancy = fill(catalog);
            execute("update cluster set connection_string = (select connection_string from cluster where id = '"
                    + CLUSTER + "') where id <> '" + CLUSTER + "'");

            assertThatThrownBy(() -> catalog.tenants().cluster(tenancy.cluster().id()))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessageContaining(
                            "cluster.connection_string of " + tenancy.cluster().id());
        }
    }

    private static SecretsKeys keys(EncryptionKey current) {
        return new SecretsKeys(Optional.of(current), Optional.empty());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
