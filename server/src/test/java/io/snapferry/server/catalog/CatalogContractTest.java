package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.StoreSettings.Encryption;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every catalog keeps about tenants, destinations, snapshots and nonces. */
public abstract class CatalogContractTest {
    private static final Page.Request ALL = Page.Request.FIRST;

    protected Catalog catalog;
    private Tenancy tenancy;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        tenancy = Tenancy.in(catalog, "mySbx");
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void isReadyWhileItIsOpen() {
        boolean whileOpen = catalog.isReady();
        catalog.close();
        assertThat(whileOpen).isTrue();
        assertThat(catalog.isReady()).isFalse();
    }

    @Test
    void findsTenantsAsTheyWerePut() {
        Tenants tenants = catalog.tenants();
        assertThat(tenants.organization(tenancy.organization().id())).contains(tenancy.organization());
        assertThat(tenants.project(tenancy.project().id())).contains(tenancy.project());
        assertThat(tenants.projectByName("mySbx")).contains(tenancy.project());
        assertThat(tenants.cluster(tenancy.project().id(), "testCluster")).contains(tenancy.cluster());
        assertThat(tenants.cluster(tenancy.cluster().id())).contains(tenancy.cluster());
    }

    @Test
    void givesAnOrganizationAndAProjectANewName() {
        Tenants tenants = catalog.tenants();
        tenants.putOrganization(new Organization(tenancy.organization().id(), "New"));
        tenants.putProject(
                new Project(tenancy.project().id(), tenancy.organization().id(), "renamed", NOW.plusSeconds(9)));
        assertThat(tenants.organization(tenancy.organization().id())
                        .orElseThrow()
                        .name())
                .isEqualTo("New");
        Project renamed = tenants.project(tenancy.project().id()).orElseThrow();
        assertThat(renamed.name()).isEqualTo("renamed");
        assertThat(renamed.createdAt()).as("stays when it is renamed").isEqualTo(NOW);
    }

    @Test
    void refusesAProjectNameOfAnotherProject() {
        Project another = new Project(Id.next(NOW), tenancy.organization().id(), "mySbx", NOW);
        assertThatThrownBy(() -> catalog.tenants().putProject(another))
                .isInstanceOf(NameTakenException.class)
                .hasMessage("another project has the name \"mySbx\"");
    }

    @Test
    void refusesAClusterNameOfAnotherClusterInTheSameProjectOnly() {
        Tenancy elsewhere = Tenancy.in(catalog, "otherProject");
        assertThat(elsewhere.cluster().name()).isEqualTo(tenancy.cluster().name());
        assertThatThrownBy(() -> tenancy.putCluster("testCluster")).isInstanceOf(NameTakenException.class);
    }

    @Test
    void listsOrganizationsAndProjectsAmongThoseAsked() {
        Tenancy other = Tenancy.in(catalog, "otherProject");
        Tenants tenants = catalog.tenants();
        assertThat(tenants.organizations(List.of(other.organization().id()), ALL))
                .isEqualTo(new Page<>(List.of(other.organization()), 1));
        assertThat(tenants.organizations(List.of(), ALL)).isEqualTo(new Page<>(List.of(), 0));
        assertThat(tenants.projects(List.of(other.organization().id()), List.of(), ALL)
                        .items())
                .containsExactly(other.project());
        assertThat(tenants.projects(
                                List.of(other.organization().id()),
                                List.of(tenancy.project().id()),
                                ALL)
                        .items())
                .containsExactlyInAnyOrder(tenancy.project(), other.project());
        assertThat(tenants.projects(List.of(), List.of(), ALL).totalCount()).isZero();
    }

    @Test
    void listsClustersPageByPageInOrderOfTheirNames() {
        Cluster beta = tenancy.putCluster("beta");
        Cluster alpha = tenancy.putCluster("alpha");
        Id<Project> project = tenancy.project().id();
        assertThat(catalog.tenants().clusters(project, new Page.Request(1, 2)))
                .isEqualTo(new Page<>(List.of(alpha, beta), 3));
        assertThat(catalog.tenants().clusters(project, new Page.Request(2, 2)))
                .isEqualTo(new Page<>(List.of(tenancy.cluster()), 3));
        assertThat(catalog.tenants().clusters(project, new Page.Request(Integer.MAX_VALUE, 500)))
                .as("a page behind the end still tells how long the list is")
                .isEqualTo(new Page<>(List.of(), 3));
    }

    @Test
    void replacesAClusterWithTheSameId() {
        Cluster was = tenancy.cluster();
        Cluster now = new Cluster(was.id(), was.project(), "renamed", ClusterType.SHARDED, "8.0.1", true, NOW);
        catalog.tenants().putCluster(now);
        assertThat(catalog.tenants().cluster(was.id())).contains(now);
        assertThat(catalog.tenants().cluster(was.project(), was.name())).isEmpty();
    }

    @Test
    void keepsAKeyWithItsGrants() {
        assertThat(catalog.tenants().hasApiKeys()).isFalse();
        ApiKey key = key("abcdefgh");
        catalog.tenants().putApiKey(key);
        assertThat(catalog.tenants().hasApiKeys()).isTrue();
        assertThat(catalog.tenants().apiKey("abcdefgh")).contains(key);
        assertThat(catalog.tenants().apiKey("ABCDEFGH")).isEmpty();
        assertThat(catalog.tenants().apiKeys(tenancy.organization().id())).containsExactly(key);
    }

    @Test
    void putsAFirstKeyOnlyWhereThereIsNone() {
        Organization made = new Organization(Id.next(NOW), "My Organization");
        ApiKey first = key("abcdefgh");
        assertThat(catalog.tenants().putFirstApiKey(made, first)).isTrue();
        assertThat(catalog.tenants().organization(made.id())).contains(made);
        Organization late = new Organization(Id.next(NOW), "My Organization");
        assertThat(catalog.tenants().putFirstApiKey(late, key("ijklmnop"))).isFalse();
        assertThat(catalog.tenants().organization(late.id())).isEmpty();
        assertThat(catalog.tenants().apiKeys(tenancy.organization().id())).containsExactly(first);
    }

    @Test
    void refusesThePublicKeyOfAnotherKey() {
        catalog.tenants().putApiKey(key("abcdefgh"));
        assertThatThrownBy(() -> catalog.tenants().putApiKey(key("abcdefgh"))).isInstanceOf(NameTakenException.class);
    }

    @Test
    void deletesAKeyOfItsOwnOrganizationOnly() {
        Tenancy other = Tenancy.in(catalog, "otherProject");
        ApiKey key = key("abcdefgh");
        catalog.tenants().putApiKey(key);
        assertThat(catalog.tenants().deleteApiKey(other.organization().id(), key.id()))
                .isFalse();
        assertThat(catalog.tenants().deleteApiKey(tenancy.organization().id(), key.id()))
                .isTrue();
        assertThat(catalog.tenants().hasApiKeys()).isFalse();
    }

    private ApiKey key(String publicKey) {
        return new ApiKey(
                Id.next(NOW),
                tenancy.organization().id(),
                publicKey,
                DigestHashes.of(publicKey, "private"),
                "wxyz",
                "for \"tests\" \u00e4\u4e16",
                List.of(
                        new RoleGrant.InOrganization(
                                Role.ORG_MEMBER, tenancy.organization().id()),
                        new RoleGrant.InProject(
                                Role.GROUP_OWNER, tenancy.project().id())));
    }

    static Stream<StoreSettings> everyKindOfStore() {
        Credentials pair = new Credentials.Static("AKIA", "se\"cret");
        return Stream.of(
                new StoreSettings.Folder(Path.of("/back ups/\u00e4")),
                new StoreSettings.S3(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new Credentials.Default(),
                        new Encryption.BucketDefault(),
                        false),
                new StoreSettings.S3(
                        Optional.of(URI.create("http://127.0.0.1:9000")),
                        Optional.of("us-east-1"),
                        true,
                        pair,
                        new Encryption.SseS3(),
                        true),
                new StoreSettings.S3(
                        Optional.empty(),
                        Optional.of("eu-central-1"),
                        false,
                        new Credentials.AssumeRole(
                                "arn:r", Optional.of("x"), Optional.of(URI.create("http://sts")), pair),
                        new Encryption.SseKms(Optional.of("key")),
                        false),
                new StoreSettings.S3(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new Credentials.AssumeRole(
                                "arn:r", Optional.empty(), Optional.empty(), new Credentials.Default()),
                        new Encryption.SseKms(Optional.empty()),
                        false));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfStore")
    void keepsTheSettingsOfAStore(StoreSettings settings) {
        StoreAccess access = new StoreAccess(Id.next(NOW), tenancy.project().id(), "another", settings, NOW);
        catalog.destinations().putStoreAccess(access);
        assertThat(catalog.destinations().storeAccess(access.project(), access.id()))
                .contains(access);
        assertThat(catalog.destinations().storeAccessByName(access.project(), "another"))
                .contains(access);
        assertThat(catalog.destinations().storeAccesses(access.project())).containsExactly(access, tenancy.store());
    }

    @Test
    void refusesTheNameOfAnotherStoreOfTheProject() {
        StoreAccess another = new StoreAccess(
                Id.next(NOW), tenancy.project().id(), "local", tenancy.store().settings(), NOW);
        assertThatThrownBy(() -> catalog.destinations().putStoreAccess(another)).isInstanceOf(NameTakenException.class);
    }

    @Test
    void keepsAStoreWhileABucketUsesIt() {
        Destinations destinations = catalog.destinations();
        Id<Project> project = tenancy.project().id();
        assertThat(destinations.deleteStoreAccess(project, tenancy.store().id()))
                .isEqualTo(Deletion.IN_USE);
        assertThat(destinations.deleteBucket(project, tenancy.bucket().id())).isEqualTo(Deletion.DELETED);
        assertThat(destinations.deleteStoreAccess(project, tenancy.store().id()))
                .isEqualTo(Deletion.DELETED);
        assertThat(destinations.deleteStoreAccess(project, tenancy.store().id()))
                .isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void tellsNothingAboutDestinationsOfAnotherProject() {
        Tenancy other = Tenancy.in(catalog, "otherProject");
        Destinations destinations = catalog.destinations();
        Id<Project> project = other.project().id();
        assertThat(destinations.bucket(project, tenancy.bucket().id())).isEmpty();
        assertThat(destinations.storeAccess(project, tenancy.store().id())).isEmpty();
        assertThat(destinations.deleteBucket(project, tenancy.bucket().id())).isEqualTo(Deletion.UNKNOWN);
        assertThat(destinations.deleteStoreAccess(project, tenancy.store().id()))
                .isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void listsBucketsInOrderOfTheirCreation() {
        ExportBucket later = new ExportBucket(
                Id.next(NOW), tenancy.project().id(), "nightly", tenancy.store().id(), NOW.plusSeconds(1));
        ExportBucket earlier = new ExportBucket(
                Id.next(NOW), tenancy.project().id(), "weekly", tenancy.store().id(), NOW.minusSeconds(1));
        catalog.destinations().putBucket(later);
        catalog.destinations().putBucket(earlier);
        assertThat(catalog.destinations().buckets(tenancy.project().id(), ALL))
                .isEqualTo(new Page<>(List.of(earlier, tenancy.bucket(), later), 3));
    }

    @Test
    void keepsABucketWhileAnUnfinishedJobUsesIt() {
        ExportJob job = tenancy.submit(1);
        Id<Project> project = tenancy.project().id();
        assertThat(catalog.destinations().deleteBucket(project, job.bucket())).isEqualTo(Deletion.IN_USE);
        finish(job);
        assertThat(catalog.destinations().deleteBucket(project, job.bucket())).isEqualTo(Deletion.DELETED);
        assertThat(catalog.jobs().find(job.cluster(), job.id()).orElseThrow().bucket())
                .as("the finished job still tells where it went")
                .isEqualTo(job.bucket());
    }

    @Test
    void keepsASnapshotWithItsMembersInOrderOfTheirNames() {
        Snapshot snapshot = new Snapshot(
                Id.next(NOW),
                tenancy.cluster().id(),
                List.of(
                        new Snapshot.Member(Id.next(NOW), "rs1", Path.of("/dumps/\u00e4 1")),
                        new Snapshot.Member(Id.next(NOW), "rs0", Path.of("/dumps/0"))),
                NOW.plusMillis(321),
                Optional.of(NOW.plusSeconds(99)),
                "nightly",
                "7.0.12",
                Long.MAX_VALUE);
        catalog.snapshots().put(snapshot);
        Snapshot found =
                catalog.snapshots().find(snapshot.cluster(), snapshot.id()).orElseThrow();
        assertThat(found).isEqualTo(snapshot);
        assertThat(found.members()).extracting(Snapshot.Member::replicaSetName).containsExactly("rs0", "rs1");
    }

    @Test
    void keepsThatASnapshotIsReadAtItsCheckpoint() {
        Snapshot snapshot = new Snapshot(
                Id.next(NOW),
                tenancy.cluster().id(),
                new SnapshotOrigin.Registered(true),
                List.of(new Snapshot.Member(Id.next(NOW), "rs0", Path.of("/data"))),
                NOW,
                Optional.empty(),
                "",
                "",
                1);
        catalog.snapshots().put(snapshot);
        assertThat(catalog.snapshots().find(snapshot.cluster(), snapshot.id())).contains(snapshot);
    }

    @Test
    void listsTheNewestSnapshotFirst() {
        Snapshot old = tenancy.putSnapshot(NOW.minusSeconds(60), 1);
        Snapshot young = tenancy.putSnapshot(NOW, 1);
        assertThat(catalog.snapshots().page(tenancy.cluster().id(), new Page.Request(1, 1)))
                .isEqualTo(new Page<>(List.of(young), 2));
        assertThat(catalog.snapshots().page(tenancy.cluster().id(), new Page.Request(2, 1)))
                .isEqualTo(new Page<>(List.of(old), 2));
    }

    @Test
    void keepsASnapshotWhileAnUnfinishedJobExportsIt() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        ExportJob job = tenancy.submit(snapshot);
        assertThat(catalog.snapshots().delete(snapshot.cluster(), snapshot.id()))
                .isEqualTo(Deletion.IN_USE);
        finish(job);
        assertThat(catalog.snapshots().delete(snapshot.cluster(), snapshot.id()))
                .isEqualTo(Deletion.DELETED);
        assertThat(catalog.snapshots().find(snapshot.cluster(), snapshot.id())).isEmpty();
        assertThat(catalog.snapshots().delete(snapshot.cluster(), snapshot.id()))
                .isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void deletesAClusterWithItsSnapshotsJobsAndSchedule() {
        ExportJob job = tenancy.submit(1);
        Cluster cluster = tenancy.cluster();
        assertThat(catalog.tenants().deleteCluster(cluster.project(), cluster.id()))
                .as("while a job reads it")
                .isEqualTo(Deletion.IN_USE);
        finish(job);
        catalog.schedules().put(ScheduleChange.of(scheduleTo(tenancy.bucket()), true, NOW));
        assertThat(catalog.tenants().deleteCluster(new Id<>("64b0000000000000000000ff"), cluster.id()))
                .as("of another project")
                .isEqualTo(Deletion.UNKNOWN);
        assertThat(catalog.tenants().deleteCluster(cluster.project(), cluster.id()))
                .isEqualTo(Deletion.DELETED);
        assertThat(catalog.tenants().cluster(cluster.id())).isEmpty();
        assertThat(catalog.tenants().deleteCluster(cluster.project(), cluster.id()))
                .isEqualTo(Deletion.UNKNOWN);
        assertThat(catalog.destinations().deleteBucket(cluster.project(), job.bucket()))
                .as("no schedule needs its bucket any more")
                .isEqualTo(Deletion.DELETED);
    }

    @Test
    void deletesAProjectWithoutClustersAndWithItsDestinations() {
        Id<Project> project = tenancy.project().id();
        catalog.accessRoles().put(new AccessRole(Id.next(NOW), project, UUID.randomUUID(), NOW));
        assertThat(catalog.tenants().deleteProject(project)).isEqualTo(Deletion.IN_USE);
        catalog.tenants().deleteCluster(project, tenancy.cluster().id());
        assertThat(catalog.tenants().deleteProject(project)).isEqualTo(Deletion.DELETED);
        assertThat(catalog.tenants().project(project)).isEmpty();
        assertThat(catalog.tenants().deleteProject(project)).isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void givesAClusterTheScheduleOfANewOneUntilItIsChanged() {
        Schedule first = catalog.schedules().of(tenancy.cluster());
        assertThat(first).isEqualTo(Schedule.ofNew(tenancy.cluster()));
        assertThat(first.items()).hasSize(5);
        assertThat(first.referenceTime()).isEqualTo("13:36");
    }

    @Test
    void keepsAScheduleAsItWasPut() {
        Schedule schedule = scheduleTo(tenancy.bucket());
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule, true, NOW)))
                .isEqualTo(Schedules.Change.DONE);
        assertThat(catalog.schedules().of(tenancy.cluster())).isEqualTo(schedule);
        assertThat(catalog.tenants()
                        .cluster(tenancy.cluster().id())
                        .orElseThrow()
                        .namesInExportPrefix())
                .isTrue();
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule.emptied(), false, NOW)))
                .isEqualTo(Schedules.Change.DONE);
        assertThat(catalog.schedules().of(tenancy.cluster())).isEqualTo(schedule.emptied());
    }

    @Test
    void keepsABucketWhileAScheduleExportsToIt() {
        Id<Project> project = tenancy.project().id();
        Schedule schedule = scheduleTo(tenancy.bucket());
        catalog.schedules().put(ScheduleChange.of(schedule, false, NOW));
        assertThat(catalog.destinations().deleteBucket(project, tenancy.bucket().id()))
                .isEqualTo(Deletion.IN_USE);
        catalog.schedules().put(ScheduleChange.of(schedule.emptied(), false, NOW));
        assertThat(catalog.destinations().deleteBucket(project, tenancy.bucket().id()))
                .isEqualTo(Deletion.DELETED);
    }

    @Test
    void changesNoScheduleForABucketOrAClusterThatThereIsNot() {
        Tenancy other = Tenancy.in(catalog, "otherProject");
        assertThat(catalog.schedules().put(ScheduleChange.of(scheduleTo(other.bucket()), true, NOW)))
                .isEqualTo(Schedules.Change.UNKNOWN_BUCKET);
        assertThat(catalog.schedules().of(tenancy.cluster())).isEqualTo(Schedule.ofNew(tenancy.cluster()));
        Schedule schedule = scheduleTo(tenancy.bucket());
        catalog.tenants()
                .deleteCluster(tenancy.project().id(), tenancy.cluster().id());
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule, true, NOW)))
                .isEqualTo(Schedules.Change.UNKNOWN_CLUSTER);
        assertThat(catalog.schedules().put(ScheduleChange.of(schedule.emptied(), true, NOW)))
                .isEqualTo(Schedules.Change.UNKNOWN_CLUSTER);
    }

    private Schedule scheduleTo(ExportBucket bucket) {
        PolicyItem item = new PolicyItem(
                Id.next(NOW),
                SnapshotFrequency.MONTHLY,
                SnapshotFrequency.LAST_DAY_OF_MONTH,
                new Retention(3, Retention.Unit.YEARS));
        return new Schedule(
                tenancy.cluster().id(),
                Id.next(NOW),
                List.of(item),
                LocalTime.of(23, 59),
                2,
                Optional.of(new Schedule.AutoExport(bucket.id(), SnapshotFrequency.DAILY)));
    }

    @Test
    void keepsAccessRolesInOrderOfTheirCreation() {
        Id<Project> project = tenancy.project().id();
        AccessRole later = new AccessRole(Id.next(NOW), project, UUID.randomUUID(), NOW.plusSeconds(1));
        AccessRole earlier = new AccessRole(Id.next(NOW), project, UUID.randomUUID(), NOW);
        catalog.accessRoles().put(later);
        catalog.accessRoles().put(earlier);
        assertThat(catalog.accessRoles().list(project)).containsExactly(earlier, later);
        assertThat(catalog.accessRoles().find(project, later.id())).contains(later);
        assertThat(catalog.accessRoles().find(new Id<>("64b0000000000000000000ff"), later.id()))
                .isEmpty();
    }

    @Test
    void deletesARoleTogetherWithItsStoreAccessUnlessABucketUsesIt() {
        Tenancy other = Tenancy.in(catalog, "otherProject");
        AccessRoles roles = catalog.accessRoles();
        Id<Project> project = tenancy.project().id();
        Id<StoreAccess> store = tenancy.store().id();
        roles.put(new AccessRole(store, project, UUID.randomUUID(), NOW));
        assertThat(roles.delete(project, store)).isEqualTo(Deletion.IN_USE);
        assertThat(roles.delete(other.project().id(), store)).isEqualTo(Deletion.UNKNOWN);
        catalog.destinations().deleteBucket(project, tenancy.bucket().id());
        assertThat(roles.delete(project, store)).isEqualTo(Deletion.DELETED);
        assertThat(roles.find(project, store)).isEmpty();
        assertThat(catalog.destinations().storeAccess(project, store)).isEmpty();
        assertThat(roles.delete(project, store)).isEqualTo(Deletion.UNKNOWN);
    }

    @Test
    void changesTheExpiryOfASnapshotOfItsOwnClusterOnly() {
        Snapshot snapshot = tenancy.putSnapshot(NOW, 1);
        Instant expiry = NOW.plusSeconds(86_400);

        assertThat(catalog.snapshots().changeExpiry(Id.next(NOW), snapshot.id(), expiry))
                .isEmpty();
        assertThat(catalog.snapshots().find(snapshot.cluster(), snapshot.id())).contains(snapshot);

        assertThat(catalog.snapshots().changeExpiry(snapshot.cluster(), snapshot.id(), expiry))
                .contains(snapshot.withExpiry(expiry));
        assertThat(catalog.snapshots().find(snapshot.cluster(), snapshot.id())).contains(snapshot.withExpiry(expiry));
    }

    @Test
    void keepsTextThatLooksLikeSqlAsText() {
        String name = "x'; drop table project; -- <among> :id ?";
        Project project = new Project(Id.next(NOW), tenancy.organization().id(), name, NOW);
        catalog.tenants().putProject(project);
        assertThat(catalog.tenants().projectByName(name)).contains(project);
    }

    @Test
    void takesEachCountOfANonceOnceAndOnlyUpwards() {
        NonceCounts counts = catalog.nonceCounts();
        assertThat(counts.use("n", 1, NOW)).isTrue();
        assertThat(counts.use("n", 1, NOW)).isFalse();
        assertThat(counts.use("n", 3, NOW)).isTrue();
        assertThat(counts.use("n", 2, NOW)).isFalse();
        assertThat(counts.use("another", 1, NOW)).isTrue();
    }

    @Test
    void forgetsANonceOnlyAfterItExpired() {
        NonceCounts counts = catalog.nonceCounts();
        counts.use("n", 1, NOW);
        counts.forgetExpired(NOW);
        assertThat(counts.use("n", 1, NOW))
                .as("still refused in its last second")
                .isFalse();
        counts.forgetExpired(NOW.plusMillis(1));
        assertThat(counts.use("n", 1, NOW)).isTrue();
    }

    @Test
    void keepsTheFirstKeyThatSignsNonces() {
        byte[] first = catalog.nonceCounts().signingKey(new byte[] {1, 2, -3});
        assertThat(first).containsExactly(1, 2, -3);
        assertThat(catalog.nonceCounts().signingKey(new byte[] {4})).containsExactly(1, 2, -3);
    }

    @Test
    void aStatementThatIsWrongIsNoOutage() {
        assertThat(catalog.outage(new IllegalStateException("a defect"))).isEmpty();
    }

    private void finish(ExportJob job) {
        ExportJobs.Claim claim = catalog.jobs()
                .claimNext("worker", Duration.ofMinutes(1), 5, NOW)
                .orElseThrow();
        assertThat(claim.job().id()).isEqualTo(job.id());
        assertThat(catalog.jobs().finish(claim, JobState.SUCCESSFUL, Optional.empty(), ExportJob.Progress.NONE, NOW))
                .isTrue();
    }
}
