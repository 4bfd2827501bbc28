package io.snapferry.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key of the configuration file.
 *
 * @param pattern its full name, with {@code []} for each place of a list
 * @param presence whether it must be there
 * @param fallback what holds when it is not there; empty for keys without a default
 */
record ConfigurationKey(String pattern, Presence presence, String fallback) {
    enum Presence {
        /** Has a default. */
        SETTING,
        REQUIRED,
        OPTIONAL,
        /** Required, as itself or as the name of a file or an environment variable. */
        REQUIRED_SECRET,
        /** The same, but it may be left out. */
        OPTIONAL_SECRET
    }

    static final String FILE_SUFFIX = "-file";
    static final String ENVIRONMENT_SUFFIX = "-env";

    static final ConfigurationKey SERVER_HOST = setting("server.host", "127.0.0.1");
    static final ConfigurationKey SERVER_PORT = setting("server.port", "8080");
    static final ConfigurationKey TLS_CERTIFICATE = setting("server.tls-certificate", "");
    static final ConfigurationKey TLS_KEY = setting("server.tls-key", "");
    static final ConfigurationKey TRUSTED_PROXIES = setting("server.trusted-proxies", "");
    static final ConfigurationKey DIGEST_ALGORITHM = setting("server.digest-algorithm", "MD5");
    static final ConfigurationKey REQUESTS_PER_MINUTE = setting("server.requests-per-minute", "1200");
    static final ConfigurationKey FAILED_SIGN_INS_PER_MINUTE = setting("server.failed-sign-ins-per-minute", "60");
    static final ConfigurationKey DATA_DIRECTORY = setting("data-directory", "./snapferry-data");
    static final ConfigurationKey CATALOG_URL = setting("catalog.url", "");
    static final ConfigurationKey CATALOG_USER = setting("catalog.user", "");
    static final ConfigurationKey CATALOG_PASSWORD = secret("catalog.password", Presence.OPTIONAL_SECRET);
    static final ConfigurationKey CATALOG_CONNECTIONS = setting("catalog.max-connections", "10");
    static final ConfigurationKey LEASE_SECONDS = setting("catalog.lease-seconds", "30");
    static final ConfigurationKey SECRETS_KEY = secret("catalog.secrets-key", Presence.OPTIONAL_SECRET);
    static final ConfigurationKey PREVIOUS_SECRETS_KEY =
            secret("catalog.previous-secrets-key", Presence.OPTIONAL_SECRET);
    static final ConfigurationKey ALLOW_PRIVATE_ENDPOINTS = setting("network.allow-private-endpoints", "true");
    static final ConfigurationKey ALLOW_LOOPBACK_ENDPOINTS = setting("network.allow-loopback-endpoints", "false");
    static final ConfigurationKey PREFIX_STYLE = setting("export.prefix-style", "ids");
    static final ConfigurationKey CHUNK_SIZE = setting("export.chunk-size", "128MiB");
    static final ConfigurationKey THREADS = setting("export.threads", "0");
    static final ConfigurationKey MAX_REPLICA_SETS = setting("export.max-concurrent-replica-sets", "5");
    static final ConfigurationKey GZIP_LEVEL = setting("export.gzip-level", "fast");
    static final ConfigurationKey NATIVE_COMPRESSION = setting("export.native-compression", "auto");
    static final ConfigurationKey STORE_PATIENCE = setting("export.store-patience", "10m");
    static final ConfigurationKey ON_CANCEL = setting("export.on-cancel", "keep");

    static final ConfigurationKey SNAPSHOT_DIRECTORY = setting("snapshots.directory", "");
    static final ConfigurationKey SNAPSHOT_THREADS = setting("snapshots.threads", "4");
    static final ConfigurationKey MAX_SNAPSHOTS = setting("snapshots.max-concurrent", "1");
    static final ConfigurationKey SNAPSHOT_KEY = secret("snapshots.encryption-key", Presence.OPTIONAL_SECRET);
    static final ConfigurationKey PREVIOUS_SNAPSHOT_KEY =
            secret("snapshots.previous-encryption-key", Presence.OPTIONAL_SECRET);
    static final ConfigurationKey CONNECTION_STRINGS_FROM_API =
            setting("snapshots.connection-strings-from-api", "true");

    static final ConfigurationKey METRICS_ACCESS = setting("metrics.access", "open");
    static final ConfigurationKey LOG_FORMAT = setting("logging.format", "text");
    static final ConfigurationKey LOG_REQUESTS = setting("logging.requests", "false");
    static final ConfigurationKey MIN_FREE_SPACE = setting("health.min-free-space", "256MiB");
    static final ConfigurationKey AUDIT_RETENTION = setting("audit.retention", "400d");

    /** Every key there is, in the order of the documentation. */
    static final List<ConfigurationKey> ALL = List.of(
            SERVER_HOST,
            SERVER_PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            TRUSTED_PROXIES,
            DIGEST_ALGORITHM,
            REQUESTS_PER_MINUTE,
            FAILED_SIGN_INS_PER_MINUTE,
            DATA_DIRECTORY,
            CATALOG_URL,
            CATALOG_USER,
            CATALOG_PASSWORD,
            CATALOG_CONNECTIONS,
            LEASE_SECONDS,
            SECRETS_KEY,
            PREVIOUS_SECRETS_KEY,
            ALLOW_PRIVATE_ENDPOINTS,
            ALLOW_LOOPBACK_ENDPOINTS,
            PREFIX_STYLE,
            CHUNK_SIZE,
            THREADS,
            MAX_REPLICA_SETS,
            GZIP_LEVEL,
            NATIVE_COMPRESSION,
            STORE_PATIENCE,
            ON_CANCEL,
            SNAPSHOT_DIRECTORY,
            SNAPSHOT_THREADS,
            MAX_SNAPSHOTS,
            SNAPSHOT_KEY,
            PREVIOUS_SNAPSHOT_KEY,
            CONNECTION_STRINGS_FROM_API,
            METRICS_ACCESS,
            LOG_FORMAT,
            LOG_REQUESTS,
            MIN_FREE_SPACE,
            AUDIT_RETENTION,
            required("webhooks[].name"),
            secret("webhooks[].url", Presence.REQUIRED_SECRET),
            secret("webhooks[].secret", Presence.REQUIRED_SECRET),
            secret("webhooks[].previous-secret", Presence.OPTIONAL_SECRET),
            optional("webhooks[].events[]"),
            optional("webhooks[].clusters[]"),
            optional("webhooks[].overdue-after"),
            required("organizations[].name"),
            optional("organizations[].id"),
            required("organizations[].api-keys[].public-key"),
            secret("organizations[].api-keys[].private-key", Presence.REQUIRED_SECRET),
            optional("organizations[].api-keys[].description"),
            required("organizations[].api-keys[].roles[]"),
            required("organizations[].projects[].name"),
            optional("organizations[].projects[].id"),
            required("organizations[].projects[].api-keys[].public-key"),
            secret("organizations[].projects[].api-keys[].private-key", Presence.REQUIRED_SECRET),
            optional("organizations[].projects[].api-keys[].description"),
            required("organizations[].projects[].api-keys[].roles[]"),
            required("organizations[].projects[].stores[].name"),
            optional("organizations[].projects[].stores[].id"),
            required("organizations[].projects[].stores[].type"),
            optional("organizations[].projects[].stores[].root"),
            optional("organizations[].projects[].stores[].endpoint"),
            optional("organizations[].projects[].stores[].region"),
            optional("organizations[].projects[].stores[].path-style", "false"),
            optional("organizations[].projects[].stores[].access-key-id"),
            secret("organizations[].projects[].stores[].secret-access-key", Presence.OPTIONAL_SECRET),
            optional("organizations[].projects[].stores[].role-arn"),
            optional("organizations[].projects[].stores[].external-id"),
            optional("organizations[].projects[].stores[].sts-endpoint"),
            optional("organizations[].projects[].stores[].sse", "none"),
            optional("organizations[].projects[].stores[].kms-key-id"),
            optional("organizations[].projects[].stores[].checksums", "when-supported"),
            required("organizations[].projects[].export-buckets[].bucket-name"),
            required("organizations[].projects[].export-buckets[].store"),
            optional("organizations[].projects[].export-buckets[].id"),
            required("organizations[].projects[].clusters[].name"),
            optional("organizations[].projects[].clusters[].id"),
            optional("organizations[].projects[].clusters[].type", "REPLICASET"),
            optional("organizations[].projects[].clusters[].mongodb-version"),
            optional("organizations[].projects[].clusters[].use-org-and-group-names-in-export-prefix", "false"),
            secret("organizations[].projects[].clusters[].connection-string", Presence.OPTIONAL_SECRET),
            required("organizations[].projects[].clusters[].snapshots[].created-at"),
            optional("organizations[].projects[].clusters[].snapshots[].id"),
            optional("organizations[].projects[].clusters[].snapshots[].description"),
            optional("organizations[].projects[].clusters[].snapshots[].mongodb-version"),
            optional("organizations[].projects[].clusters[].snapshots[].at-checkpoint", "false"),
            required("organizations[].projects[].clusters[].snapshots[].replica-sets[].name"),
            required("organizations[].projects[].clusters[].snapshots[].replica-sets[].source"));

    private static ConfigurationKey setting(String pattern, String fallback) {
        return new ConfigurationKey(pattern, Presence.SETTING, fallback);
    }

    private static ConfigurationKey required(String pattern) {
        return new ConfigurationKey(pattern, Presence.REQUIRED, "");
    }

    private static ConfigurationKey optional(String pattern) {
        return new ConfigurationKey(pattern, Presence.OPTIONAL, "");
    }

    private static ConfigurationKey optional(String pattern, String fallback) {
        return new ConfigurationKey(pattern, Presence.OPTIONAL, fallback);
    }

    private static ConfigurationKey secret(String pattern, Presence presence) {
        return new ConfigurationKey(pattern, presence, "");
    }

    /** The environment variable that overrides the file; keys within lists have none. */
    Optional<String> environmentVariable() {
        return presence == Presence.SETTING
                ? Optional.of("SNAPFERRY_"
                        + pattern.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    boolean isSecret() {
        return presence == Presence.REQUIRED_SECRET || presence == Presence.OPTIONAL_SECRET;
    }

    /**
     * The names that may stand directly in a section.
     *
     * @param sectionPattern of the section, empty for the whole file
     */
    static Set<String> namesIn(String sectionPattern) {
        String start = sectionPattern.isEmpty() ? "" : sectionPattern + ".";
        Set<String> names = new TreeSet<>();
        for (ConfigurationKey key : ALL) {
            if (key.pattern.startsWith(start)) {
                names.addAll(key.spellingsOfSegment(key.pattern.substring(start.length())));
            }
        }
        return names;
    }

    private List<String> spellingsOfSegment(String restOfPattern) {
        int dot = restOfPattern.indexOf('.');
        String segment = dot < 0 ? restOfPattern : restOfPattern.substring(0, dot);
        List<String> spellings = new ArrayList<>(List.of(segment.replace("[]", "")));
        if (isSecret() && dot < 0) {
            spellings.add(segment + FILE_SUFFIX);
            spellings.add(segment + ENVIRONMENT_SUFFIX);
        }
        return spellings;
    }
}
