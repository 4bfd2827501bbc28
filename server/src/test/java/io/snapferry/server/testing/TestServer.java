package io.snapferry.server.testing;

import io.snapferry.plan.ExportSettings;
import io.snapferry.server.api.HttpApi;
import io.snapferry.server.api.Workers;
import io.snapferry.server.atlas.BucketProbe;
import io.snapferry.server.auth.AccessTokenIssuer;
import io.snapferry.server.auth.Authenticator;
import io.snapferry.server.auth.FailedSignIns;
import io.snapferry.server.auth.ServiceAccountSecret;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.DigestHashes;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.http.HttpLimits;
import io.snapferry.server.http.HttpServer;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.RunningExports;
import io.snapferry.store.HostResolver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The whole HTTP interface on a catalog in memory, with one organization, a project with a replica set and a sharded cluster, a
 * second project, and a key of each kind.
 */
public final class TestServer implements AutoCloseable {
    /** Stops at once instead of waiting a second for clients that keep their connection. */
    private static final HttpLimits LIMITS = new HttpLimits(
            HttpLimits.DEFAULT.maxBodyBytes(),
            HttpLimits.DEFAULT.maxHeaderBytes(),
            HttpLimits.DEFAULT.maxConnections(),
            HttpLimits.DEFAULT.maxThreads(),
            HttpLimits.DEFAULT.idleTimeout(),
            HttpLimits.DEFAULT.requestTimeout(),
            HttpLimits.DEFAULT.answerTimeout(),
            Duration.ZERO,
            0);

    public static final Instant NOW = Instant.parse("2026-01-02T03:28:25.750Z");
    public static final Instant SNAPSHOT_TIME = Instant.parse("2026-01-02T03:27:08.321Z");
    public static final String PASSWORD = "d9a1-secret";

    public static final String ORGANIZATION = "64b0000000000000000000aa";
    public static final String PROJECT = "64b0000000000000000000bb";
    public static final String OTHER_PROJECT = "64b0000000000000000000bc";
    public static final String UNKNOWN = "64b0000000000000000000ff";
    public static final String CLUSTER_ID = "64b0000000000000000000c1";
    public static final String SHARDED_CLUSTER_ID = "64b0000000000000000000c2";
    public static final String BUCKET = "64b000000000000000000001";
    public static final String OTHER_BUCKET = "64b000000000000000000009";
    public static final String SNAPSHOT = "64b000000000000000000003";
    public static final String SHARDED_SNAPSHOT = "64b000000000000000000004";
    /** A bucket of this name makes the server's code fail. */
    public static final String DEFECT = "defect";

    public static final String STORE = "64b000000000000000000005";

    /** Where the replica set's exports are. */
    public static final String EXPORTS = "/api/atlas/v1.0/groups/" + PROJECT + "/clusters/c1/backup/exports";

    /** Where the project's buckets are. */
    public static final String BUCKETS = "/api/atlas/v1.0/groups/" + PROJECT + "/backup/exportBuckets";

    /** Where the replica set's snapshots are. */
    public static final String SNAPSHOTS = "/api/atlas/v1.0/groups/" + PROJECT + "/clusters/c1/backup/snapshots";

    public final InMemoryCatalog catalog = new InMemoryCatalog();
    public final SettableClock clock = new SettableClock(NOW);
    public final AtomicInteger submitted = new AtomicInteger();
    public final AtomicInteger scheduleChanges = new AtomicInteger();
    private volatile Optional<IOException> bucketFailure = Optional.empty();
    private final HttpApi api;
    private final HttpServer server;

    private TestServer(HttpLimits limits, boolean mayClientsSetConnectionStrings) {
        this(limits, mayClientsSetConnectionStrings, 0);
    }

    private TestServer(HttpLimits limits, boolean mayClientsSetConnectionStrings, int failedSignInsPerMinute) {
        fill();
        BucketProbe probe = (access, bucketName) -> {
            if (bucketName.equals(DEFECT)) {
                throw new IllegalStateException("a defect, with a secret in its message");
            }
            Optional<IOException> failure = bucketFailure;
            if (failure.isPresent()) {
                throw failure.get();
            }
        };
        api = new HttpApi(
                catalog,
                clock,
                (organization, project, cluster, snapshot) -> "exported_snapshots/" + organization.id() + "/"
                        + project.id() + "/" + cluster.name() + "/2026-01-02T0327",
                probe,
                new Workers(
                        submitted::incrementAndGet,
                        submitted::incrementAndGet,
                        scheduleChanges::incrementAndGet,
                        RunningExports.NONE,
                        new ExportPreviews(ExportSettings.DEFAULT_CHUNK_SIZE_BYTES)),
                new Authenticator(
                        catalog,
                        clock,
                        "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                        DigestAlgorithm.MD5,
                        new FailedSignIns(failedSignInsPerMinute, clock)),
                limits,
                mayClientsSetConnectionStrings,
                new EndpointGuard(true, false, HostResolver.SYSTEM));
        server = api.start("127.0.0.1", 0);
    }

    /** Listens on a free port of the loopback address. */
    public static TestServer start() {
        return new TestServer(LIMITS, true);
    }

    /** One with limits of its own. */
    public static TestServer start(HttpLimits limits) {
        return new TestServer(limits, true);
    }

    /** One that gives each key only so many requests per minute. */
    public static TestServer limitedTo(int requestsPerMinute) {
        return new TestServer(LIMITS.withRequestsPerMinute(requestsPerMinute), true);
    }

    /** One that lets an address fail to sign in only so often per minute. */
    public static TestServer limitedToFailures(int perMinute) {
        return new TestServer(LIMITS, true, perMinute);
    }

    /** One where only the configuration may tell how clusters are reached. */
    public static TestServer startWithoutConnectionStrings() {
        return new TestServer(LIMITS, false);
    }

    /** The interface without anything in its catalog, for what asks only which operations there are. */
    public static HttpApi emptyApi() {
        InMemoryCatalog empty = new InMemoryCatalog();
        Clock now = Clock.systemUTC();
        return new HttpApi(
                empty,
                now,
                (organization, project, cluster, snapshot) -> "",
                (access, bucketName) -> {},
                Workers.none(),
                new Authenticator(empty, now, new byte[16], DigestAlgorithm.MD5),
                HttpLimits.DEFAULT,
                true,
                new EndpointGuard(true, false, HostResolver.SYSTEM));
    }

    /** Lets snapshots of the replica set be taken. */
    public void connectCluster() {
        catalog.tenants()
                .changeConnectionString(
                        new Id<>(CLUSTER_ID),
                        Optional.of(new ConnectionSecret("mongodb://u:p@db1:27017/?replicaSet=rs0")));
    }

    private void fill() {
        Id<Organization> organization = new Id<>(ORGANIZATION);
        Id<Project> project = new Id<>(PROJECT);
        Id<Project> otherProject = new Id<>(OTHER_PROJECT);
        catalog.tenants().putOrganization(new Organization(organization, "Acme"));
        catalog.tenants().putProject(new Project(project, organization, "Shop", SNAPSHOT_TIME));
        catalog.tenants().putProject(new Project(otherProject, organization, "Lab", SNAPSHOT_TIME));
        catalog.tenants().putCluster(cluster(CLUSTER_ID, project, "c1", ClusterType.REPLICASET));
        catalog.tenants().putCluster(cluster(SHARDED_CLUSTER_ID, project, "c2", ClusterType.SHARDED));
        catalog.tenants().putCluster(cluster("64b0000000000000000000c3", otherProject, "c1", ClusterType.REPLICASET));
        StoreSettings folder = new StoreSettings.Folder(Path.of("/exports"));
        catalog.destinations().putStoreAccess(new StoreAccess(new Id<>(STORE), project, "disk", folder, SNAPSHOT_TIME));
        catalog.destinations()
                .putBucket(new ExportBucket(new Id<>(BUCKET), project, "backups", new Id<>(STORE), SNAPSHOT_TIME));
        catalog.destinations()
                .putBucket(new ExportBucket(
                        new Id<>(OTHER_BUCKET), otherProject, "backups", new Id<>(STORE), SNAPSHOT_TIME));
        catalog.snapshots().put(snapshot(SNAPSHOT, CLUSTER_ID, List.of("atlas-ab12cd-shard-0")));
        catalog.snapshots()
                .put(snapshot(
                        SHARDED_SNAPSHOT, SHARDED_CLUSTER_ID, List.of("atlas-ab12cd-shard-0", "atlas-ab12cd-shard-1")));
        putKey("orgowner", new RoleGrant.InOrganization(Role.ORG_OWNER, organization));
        putKey("orgreader", new RoleGrant.InOrganization(Role.ORG_READ_ONLY, organization));
        putKey("member", new RoleGrant.InOrganization(Role.ORG_MEMBER, organization));
        putKey("owner", new RoleGrant.InProject(Role.GROUP_OWNER, project));
        putKey("reader", new RoleGrant.InProject(Role.GROUP_READ_ONLY, project));
        putKey("manager", new RoleGrant.InProject(Role.GROUP_BACKUP_MANAGER, project));
        putKey("exporter", new RoleGrant.InProject(Role.GROUP_BACKUP_EXPORT_OPERATOR, project));
        putKey("creator", new RoleGrant.InProject(Role.GROUP_BACKUP_CREATOR, project));
        putKey("restorer", new RoleGrant.InProject(Role.GROUP_BACKUP_RECOVERY_OPERATOR, project));
        putKey("stranger", new RoleGrant.InProject(Role.GROUP_OWNER, otherProject));
    }

    private static Cluster cluster(String id, Id<Project> project, String name, ClusterType type) {
        return new Cluster(new Id<>(id), project, name, type, "7.0.12", false, SNAPSHOT_TIME);
    }

    private static Snapshot snapshot(String id, String cluster, List<String> replicaSets) {
        List<Snapshot.Member> members = replicaSets.stream()
                .map(name -> new Snapshot.Member(
                        new Id<>("64b00000000000000000002" + name.charAt(name.length() - 1)),
                        name,
                        Path.of("/backups/" + name)))
                .toList();
        return new Snapshot(
                new Id<>(id), new Id<>(cluster), members, SNAPSHOT_TIME, Optional.empty(), "nightly", "7.0.12", 4096);
    }

    /** Puts a key with the password {@link #PASSWORD} into the catalog. */
    public void putKey(String publicKey, RoleGrant... grants) {
        catalog.tenants()
                .putApiKey(new ApiKey(
                        Id.next(NOW),
                        new Id<>(ORGANIZATION),
                        publicKey,
                        DigestHashes.of(publicKey, PASSWORD),
                        "cret",
                        publicKey,
                        List.of(grants)));
    }

    /** Puts a service account into the catalog. */
    public ServiceAccount putAccount(String name, ServiceAccountSecret secret, RoleGrant... grants) {
        ServiceAccount account = new ServiceAccount(
                Id.next(NOW), new Id<>(ORGANIZATION), name, name, List.of(grants), List.of(secret.kept()), NOW);
        catalog.serviceAccounts().add(account);
        return account;
    }

    /** A request with the token of a new service account. */
    public HttpRequest.Builder withTokenOf(String name, RoleGrant... grants) {
        ServiceAccountSecret secret = ServiceAccountSecret.next(NOW, Duration.ofDays(1));
        ServiceAccount account = putAccount(name, secret, grants);
        String token = new AccessTokenIssuer(catalog.tokenRegistry(), clock)
                .issue(account, secret.kept())
                .token();
        return DigestClient.json().header("Authorization", "Bearer " + token);
    }

    /** From now on buckets cannot be written. */
    public void failBuckets(IOException failure) {
        bucketFailure = Optional.of(failure);
    }

    /** From now on buckets can be written. */
    public void healBuckets() {
        bucketFailure = Optional.empty();
    }

    /** The whole interface. */
    public HttpApi api() {
        return api;
    }

    /** Where it listens. */
    public URI uri() {
        return server.uri();
    }

    /** A client with one of the keys. */
    public DigestClient as(String publicKey) {
        return new DigestClient(uri(), publicKey, PASSWORD);
    }

    /** The body that asks for an export of the replica set's snapshot. */
    public static String exportRequest() {
        return exportRequest(SNAPSHOT, BUCKET);
    }

    /** The body that asks for an export. */
    public static String exportRequest(String snapshot, String bucket) {
        return "{\"snapshotId\":\"" + snapshot + "\",\"exportBucketId\":\"" + bucket + "\"}";
    }

    @Override
    public void close() {
        server.close();
    }
}
