package io.snapferry.server.config;

import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.live.LiveSnapshotSettings;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.server.catalog.sql.PostgresSettings;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.tls.TlsFiles;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.store.HostResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the configuration. A setting comes from the command line, else from its environment variable, else from the file,
 * else it is its default. An environment variable that is empty counts as not set.
 */
public final class ConfigurationReader {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_THREADS = 1_024;
    private static final int MAX_REPLICA_SETS = 1_000;
    private static final int MAX_SNAPSHOTS = 100;
    private static final long MIN_CHUNK_SIZE_BYTES = 1 << 10;
    private static final long MAX_CHUNK_SIZE_BYTES = 1 << 30;
    private static final Duration MAX_STORE_PATIENCE = Duration.ofDays(1);
    private static final int MAX_REQUESTS_PER_MINUTE = 1_000_000;
    private static final int MAX_CATALOG_CONNECTIONS = 1_000;
    /** Below, a short pause of a process or of the network costs it its jobs. */
    private static final int MIN_LEASE_SECONDS = 3;

    private static final int MAX_LEASE_SECONDS = 3_600;
    private static final Pattern POSTGRES_URL = Pattern.compile("jdbc:postgresql:.+");
    private static final long MAX_MIN_FREE_SPACE_BYTES = 1L << 50;
    private static final Duration MIN_AUDIT_RETENTION = Duration.ofDays(1);
    private static final Duration MAX_AUDIT_RETENTION = Duration.ofDays(36_525);
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:%-]+");
    private static final Map<String, PrefixStyle> PREFIX_STYLES = Map.of(
            "ids", PrefixStyle.IDS,
            "names", PrefixStyle.NAMES,
            "names-2021", PrefixStyle.NAMES_2021);

    private static final Map<String, DigestAlgorithm> DIGEST_ALGORITHMS =
            Stream.of(DigestAlgorithm.values()).collect(Collectors.toMap(DigestAlgorithm::token, Function.identity()));

    private static final Map<String, GzipLevel> GZIP_LEVELS =
            Stream.of(GzipLevel.values()).collect(Collectors.toMap(GzipLevel::text, Function.identity()));

    private static final Map<String, NativeCompression> NATIVE_COMPRESSION =
            Map.of("auto", NativeCompression.AUTO, "off", NativeCompression.OFF);

    private final Map<String, String> environment;
    private final Path workingDirectory = Path.of("").toAbsolutePath();

    /** @param environment the variables, as {@link System#getenv()} gives them */
    public ConfigurationReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads everything there is without a file.
     *
     * @throws ConfigurationException when a value is not what its key wants
     */
    public ServerConfig read(CommandLineOverrides overrides) throws ConfigurationException {
        return read(Optional.empty(), overrides);
    }

    /**
     * Reads everything there is. Relative paths in the file, and the default data directory, start from the file's folder.
     *
     * @throws ConfigurationException when the file cannot be read, has an unknown key or a value that is not what its key
     *     wants
     */
    public ServerConfig read(Path file, CommandLineOverrides overrides) throws ConfigurationException {
        return read(Optional.of(Section.root(YamlFile.read(file), environment)), overrides);
    }

    private ServerConfig read(Optional<Section> root, CommandLineOverrides overrides) throws ConfigurationException {
        return new ServerConfig(
                listener(root, overrides),
                dataDirectory(root, overrides),
                sharedCatalog(root),
                lease(root),
                new SecretsKeys(
                        encryptionKey(ConfigurationKey.SECRETS_KEY, root),
                        encryptionKey(ConfigurationKey.PREVIOUS_SECRETS_KEY, root)),
                endpoints(root),
                exportSettings(root),
                snapshotSettings(root, overrides),
                operations(root),
                root.isPresent() ? DeclarationReader.read(root.get().sections("organizations")) : List.of());
    }

    private ServerConfig.Listener listener(Optional<Section> root, CommandLineOverrides overrides)
            throws ConfigurationException {
        return new ServerConfig.Listener(
                setting(ConfigurationKey.SERVER_HOST, overrides.host(), root)
                        .matching(HOST, "the name or address of an interface of this machine"),
                setting(ConfigurationKey.SERVER_PORT, overrides.port().map(String::valueOf), root)
                        .integer(0, MAX_PORT),
                tlsFiles(root),
                setting(ConfigurationKey.TRUSTED_PROXIES, Optional.empty(), root)
                        .addressBlocks(),
                setting(ConfigurationKey.DIGEST_ALGORITHM, Optional.empty(), root)
                        .oneOf(DIGEST_ALGORITHMS),
                setting(ConfigurationKey.REQUESTS_PER_MINUTE, Optional.empty(), root)
                        .integer(0, MAX_REQUESTS_PER_MINUTE),
                setting(ConfigurationKey.FAILED_SIGN_INS_PER_MINUTE, Optional.empty(), root)
                        .integer(0, MAX_REQUESTS_PER_MINUTE));
    }

    private Optional<TlsFiles> tlsFiles(Optional<Section> root) throws ConfigurationException {
        Value certificate = setting(ConfigurationKey.TLS_CERTIFICATE, Optional.empty(), root);
        Value key = setting(ConfigurationKey.TLS_KEY, Optional.empty(), root);
        if (certificate.text().isEmpty() && key.text().isEmpty()) {
            return Optional.empty();
        }
        Value missing = certificate.text().isEmpty() ? certificate : key;
        if (missing.text().isEmpty()) {
            throw missing.refused("server.tls-certificate and server.tls-key belong together");
        }
        return Optional.of(new TlsFiles(certificate.path(), key.path()));
    }

    private Path dataDirectory(Optional<Section> root, CommandLineOverrides overrides) throws ConfigurationException {
        return setting(
                        ConfigurationKey.DATA_DIRECTORY,
                        overrides.dataDirectory().map(Path::toString),
                        root)
                .path();
    }

    private Optional<PostgresSettings> sharedCatalog(Optional<Section> root) throws ConfigurationException {
        Value url = setting(ConfigurationKey.CATALOG_URL, Optional.empty(), root);
        String user =
                setting(ConfigurationKey.CATALOG_USER, Optional.empty(), root).text();
        int connections = setting(ConfigurationKey.CATALOG_CONNECTIONS, Optional.empty(), root)
                .integer(PostgresSettings.MIN_CONNECTIONS, MAX_CATALOG_CONNECTIONS);
        Optional<Secret> password = secret(ConfigurationKey.CATALOG_PASSWORD, root);
        if (url.text().isEmpty()) {
            return Optional.empty();
        }
        if (!POSTGRES_URL.matcher(url.text()).matches()) {
            throw url.refused("expected jdbc:postgresql://host:port/database");
        }
        return Optional.of(new PostgresSettings(
                url.text(),
                Optional.of(user).filter(text -> !text.isEmpty()),
                password.map(Secret::value),
                connections));
    }

    private Duration lease(Optional<Section> root) throws ConfigurationException {
        return Duration.ofSeconds(setting(ConfigurationKey.LEASE_SECONDS, Optional.empty(), root)
                .integer(MIN_LEASE_SECONDS, MAX_LEASE_SECONDS));
    }

    private static Optional<Secret> secret(ConfigurationKey key, Optional<Section> root) throws ConfigurationException {
        return root.isPresent() ? sectionOf(key, root.get()).secret(nameIn(key)) : Optional.empty();
    }

    private static Section sectionOf(ConfigurationKey key, Section root) throws ConfigurationException {
        return root.section(key.pattern().substring(0, key.pattern().indexOf('.')));
    }

    private static String nameIn(ConfigurationKey key) {
        return key.pattern().substring(key.pattern().indexOf('.') + 1);
    }

    private EndpointGuard endpoints(Optional<Section> root) throws ConfigurationException {
        return new EndpointGuard(
                setting(ConfigurationKey.ALLOW_PRIVATE_ENDPOINTS, Optional.empty(), root)
                        .isTrue(),
                setting(ConfigurationKey.ALLOW_LOOPBACK_ENDPOINTS, Optional.empty(), root)
                        .isTrue(),
                HostResolver.SYSTEM);
    }

    private ServerConfig.ExportSettings exportSettings(Optional<Section> root) throws ConfigurationException {
        int threads = setting(ConfigurationKey.THREADS, Optional.empty(), root).integer(0, MAX_THREADS);
        return new ServerConfig.ExportSettings(
                setting(ConfigurationKey.PREFIX_STYLE, Optional.empty(), root).oneOf(PREFIX_STYLES),
                setting(ConfigurationKey.CHUNK_SIZE, Optional.empty(), root)
                        .bytes(MIN_CHUNK_SIZE_BYTES, MAX_CHUNK_SIZE_BYTES),
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                setting(ConfigurationKey.MAX_REPLICA_SETS, Optional.empty(), root)
                        .integer(1, MAX_REPLICA_SETS),
                setting(ConfigurationKey.GZIP_LEVEL, Optional.empty(), root).oneOf(GZIP_LEVELS),
                setting(ConfigurationKey.NATIVE_COMPRESSION, Optional.empty(), root)
                        .oneOf(NATIVE_COMPRESSION),
                setting(ConfigurationKey.STORE_PATIENCE, Optional.empty(), root)
                        .duration(Duration.ZERO, MAX_STORE_PATIENCE),
                setting(ConfigurationKey.ON_CANCEL, Optional.empty(), root)
                        .oneOf(Map.of("keep", Leftovers.KEEP, "remove", Leftovers.REMOVE)));
    }

    private ServerConfig.SnapshotSettings snapshotSettings(Optional<Section> root, CommandLineOverrides overrides)
            throws ConfigurationException {
        Value directory = setting(ConfigurationKey.SNAPSHOT_DIRECTORY, Optional.empty(), root);
        return new ServerConfig.SnapshotSettings(
                directory.text().isEmpty() ? dataDirectory(root, overrides).resolve("snapshots") : directory.path(),
                setting(ConfigurationKey.SNAPSHOT_THREADS, Optional.empty(), root)
                        .integer(1, LiveSnapshotSettings.MAX_THREADS),
                setting(ConfigurationKey.MAX_SNAPSHOTS, Optional.empty(), root).integer(1, MAX_SNAPSHOTS),
                encryptionKey(ConfigurationKey.SNAPSHOT_KEY, root),
                encryptionKey(ConfigurationKey.PREVIOUS_SNAPSHOT_KEY, root),
                setting(ConfigurationKey.CONNECTION_STRINGS_FROM_API, Optional.empty(), root)
                        .isTrue());
    }

    private OperationsConfig operations(Optional<Section> root) throws ConfigurationException {
        return new OperationsConfig(
                setting(ConfigurationKey.METRICS_ACCESS, Optional.empty(), root)
                        .oneOf(Map.of("open", true, "authenticated", false)),
                setting(ConfigurationKey.LOG_FORMAT, Optional.empty(), root)
                        .oneOf(Map.of("text", LogFormat.TEXT, "json", LogFormat.JSON)),
                setting(ConfigurationKey.LOG_REQUESTS, Optional.empty(), root).isTrue(),
                setting(ConfigurationKey.MIN_FREE_SPACE, Optional.empty(), root).bytes(0, MAX_MIN_FREE_SPACE_BYTES),
                setting(ConfigurationKey.AUDIT_RETENTION, Optional.empty(), root)
                        .duration(MIN_AUDIT_RETENTION, MAX_AUDIT_RETENTION),
                root.isPresent() ? WebhookReader.read(root.get().sections("webhooks")) : List.of());
    }

    private static Optional<EncryptionKey> encryptionKey(ConfigurationKey key, Optional<Section> root)
            throws ConfigurationException {
        Optional<Secret> secret = secret(key, root);
        try {
            return secret.map(text -> EncryptionKey.parse(text.value().strip()));
        } catch (IllegalArgumentException e) {
            throw sectionOf(key, root.orElseThrow()).refused(nameIn(key), String.valueOf(e.getMessage()));
        }
    }

    private Value setting(ConfigurationKey key, Optional<String> override, Optional<Section> root)
            throws ConfigurationException {
        // read even when it is overridden: a wrong file is wrong whatever the command line says
        Optional<Value> fromFile = root.isPresent() ? valueIn(root.get(), key.pattern()) : Optional.empty();
        if (override.isPresent()) {
            return new Value(key.pattern(), "command line", override.get(), workingDirectory);
        }
        String variable = key.environmentVariable().orElseThrow();
        String fromEnvironment = environment.getOrDefault(variable, "");
        if (!fromEnvironment.isBlank()) {
            return new Value(
                    key.pattern(), "environment variable " + variable, fromEnvironment.strip(), workingDirectory);
        }
        return fromFile.orElseGet(() -> new Value(
                key.pattern(),
                "default",
                key.fallback(),
                root.map(Section::folder).orElse(workingDirectory)));
    }

    private static Optional<Value> valueIn(Section root, String pattern) throws ConfigurationException {
        int dot = pattern.indexOf('.');
        return dot < 0
                ? root.value(pattern)
                : root.section(pattern.substring(0, dot)).value(pattern.substring(dot + 1));
    }
}
