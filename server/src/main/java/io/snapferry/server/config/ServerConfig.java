package io.snapferry.server.config;

import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.catalog.SecretsKeys;
import io.snapferry.server.catalog.sql.PostgresSettings;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.tls.TlsFiles;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.source.encryption.FileKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that can be set.
 *
 * @param listener where requests are taken
 * @param dataDirectory of the embedded catalog, the first key and, by default, of snapshots that are taken; absolute
 * @param sharedCatalog where the catalog is when it is not in the data directory
 * @param lease how long work stays with a server that gives no sign of life
 * @param secretsKeys for the secrets in the catalog
 * @param endpoints says which endpoints clients may name
 * @param export how exports are made
 * @param snapshots how snapshots of running clusters are taken
 * @param operations how those who run the server are told what it does
 * @param organizations that are put into the catalog at every start
 */
public record ServerConfig(
        Listener listener,
        Path dataDirectory,
        Optional<PostgresSettings> sharedCatalog,
        Duration lease,
        SecretsKeys secretsKeys,
        EndpointGuard endpoints,
        ExportSettings export,
        SnapshotSettings snapshots,
        OperationsConfig operations,
        List<DeclaredOrganization> organizations) {
    /** Copies the list. */
    public ServerConfig {
        organizations = List.copyOf(organizations);
    }

    /**
     * Where requests are taken.
     *
     * @param host name or address of an interface of this machine
     * @param port 0 for any that is free
     * @param tls the certificate that is served; without it plain HTTP is spoken
     * @param trustedProxies whose word on how they were asked is taken
     * @param digestAlgorithm with which API keys sign
     * @param requestsPerMinute of one key or service account; 0 for no limit
     * @param failedSignInsPerMinute of one address; 0 for no limit
     */
    public record Listener(
            String host,
            int port,
            Optional<TlsFiles> tls,
            List<AddressBlock> trustedProxies,
            DigestAlgorithm digestAlgorithm,
            int requestsPerMinute,
            int failedSignInsPerMinute) {
        /** Copies the list. */
        public Listener {
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * How exports are made.
     *
     * @param prefixStyle for clusters that do not ask for names themselves
     * @param chunkSizeBytes of BSON after which a chunk ends, 1 KiB to 1 GiB
     * @param threads that write chunks, at least 1
     * @param maxConcurrentReplicaSets that are exported at once, at least 1
     * @param gzipLevel of exports that do not ask for one
     * @param nativeCompression whether native code may compress
     * @param storePatience how long a store that fails is waited for, up to a day
     * @param onCancel what becomes of the objects of an export that is cancelled
     */
    public record ExportSettings(
            PrefixStyle prefixStyle,
            long chunkSizeBytes,
            int threads,
            int maxConcurrentReplicaSets,
            GzipLevel gzipLevel,
            NativeCompression nativeCompression,
            Duration storePatience,
            Leftovers onCancel) {}

    /**
     * How snapshots of running clusters are taken.
     *
     * @param directory of their files, absolute
     * @param threads that read one, 1 to 64
     * @param maxConcurrent that are taken at once, at least 1
     * @param encryptionKey of those that are taken from now on; without it they are not encrypted
     * @param previousEncryptionKey for reading older ones
     * @param connectionStringsFromApi whether owners of a project may set them
     */
    public record SnapshotSettings(
            Path directory,
            int threads,
            int maxConcurrent,
            Optional<EncryptionKey> encryptionKey,
            Optional<EncryptionKey> previousEncryptionKey,
            boolean connectionStringsFromApi) {

        /** With which snapshots are read. */
        public FileKeys fileKeys() {
            return FileKeys.of(Stream.of(encryptionKey, previousEncryptionKey)
                    .flatMap(Optional::stream)
                    .toArray(EncryptionKey[]::new));
        }
    }
}
