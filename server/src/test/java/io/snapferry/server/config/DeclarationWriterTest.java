package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.ConnectionSecret;
import io.snapferry.server.catalog.DigestHa1;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.sql.SqlCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeclarationWriterTest {
    private static final Instant FIRST_START = Instant.parse("2026-01-01T00:00:00.9Z");
    private static final Instant SECOND_START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FILE = """
            organizations:
            - name: KS Sandbox
              api-keys: [{public-key: abcdefgh, private-key: 0123456789wxyz, description: admin, roles: [ORG_OWNER]}]
              projects:
              - name: mySbx
                api-keys: [{public-key: second, private-key: 0123456789wxyz, roles: [GROUP_OWNER]}]
                stores: [{name: local, type: folder, root: /backups}]
                export-buckets: [{bucket-name: nightly, store: local}]
                clusters:
                - name: testCluster
                  snapshots:
                  - created-at: 2021-03-27T14:09:05Z
                    replica-sets: [{name: rs0, source: dump}]
            """;

    @TempDir
    private Path folder;

    private Catalog catalog;

    @BeforeEach
    void openCatalog() throws IOException {
        catalog = SqlCatalog.open(folder.resolve("data"));
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void putsEverythingIntoTheCatalog() throws Exception {
        Files.createDirectory(folder.resolve("dump"));
        Files.write(folder.resolve("dump/a.bson"), new byte[11]);
        write(FILE, FIRST_START);

        Project project = catalog.tenants().projectByName("mySbx").orElseThrow();
        Organization organization =
                catalog.tenants().organization(project.organization()).orElseThrow();
        assertThat(organization.name()).isEqualTo("KS Sandbox");
        assertThat(project.createdAt()).isEqualTo(CREATED_AT);
        assertThat(catalog.tenants().apiKey("abcdefgh")).hasValueSatisfying(key -> {
            assertThat(key.organization()).isEqualTo(organization.id());
            assertThat(key.ha1Hex()).isEqualTo(DigestHa1.hex("abcdefgh", "0123456789wxyz"));
            assertThat(key.privateKeySuffix()).isEqualTo("wxyz");
            assertThat(key.description()).isEqualTo("admin");
            assertThat(key.grants()).containsExactly(new RoleGrant.InOrganization(Role.ORG_OWNER, organization.id()));
        });
        assertThat(catalog.tenants().apiKey("second").map(ApiKey::grants))
                .contains(List.of(new RoleGrant.InProject(Role.GROUP_OWNER, project.id())));
        StoreAccess store =
                catalog.destinations().storeAccessByName(project.id(), "local").orElseThrow();
        assertThat(store.settings()).isEqualTo(new StoreSettings.Folder(Path.of("/backups")));
        assertThat(buckets(project))
                .singleElement()
                .extracting(ExportBucket::bucketName, ExportBucket::storeAccess)
                .containsExactly("nightly", store.id());
        Cluster cluster = cluster(project);
        assertThat(cluster.type()).isEqualTo(ClusterType.REPLICASET);
        assertThat(snapshots(cluster)).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.createdAt()).isEqualTo(Instant.parse("2021-03-27T14:09:05Z"));
            assertThat(snapshot.storageSizeBytes()).isEqualTo(11);
            assertThat(snapshot.members())
                    .extracting(Snapshot.Member::replicaSetName, Snapshot.Member::source)
                    .containsExactly(tuple("rs0", folder.resolve("dump")));
        });
    }

    @Test
    void changesNothingAtTheSecondStart() throws Exception {
        write(FILE, FIRST_START);
        List<Object> before = everything();
        write(FILE, SECOND_START);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void givesTheSameIdsInAnotherCatalog() throws Exception {
        write(FILE, FIRST_START);
        List<Object> here = everything();
        catalog.close();
        catalog = SqlCatalog.open(folder.resolve("other"));
        write(FILE, FIRST_START);
        assertThat(everything()).isEqualTo(here);
    }

    @Test
    void derivesIdsAsItAlwaysDid() {
        // the first 12 bytes of: printf 'project\0KS Sandbox\0mySbx' | sha256sum
        assertThat(DerivedId.<Project>of("project", "KS Sandbox", "mySbx"))
                .isEqualTo(new Id<>("e88eb00953c504706946b9a2"));
    }

    @Test
    void bringsWhatIsThereToWhatTheFileSays() throws Exception {
        write(FILE, FIRST_START);
        Project project = catalog.tenants().projectByName("mySbx").orElseThrow();
        Id<Cluster> cluster = cluster(project).id();
        write(
                FILE.replace("/backups", "/elsewhere")
                        .replace("0123456789wxyz", "another-private-key")
                        .replace("- name: testCluster", "- name: testCluster\n      mongodb-version: 8.0.1"),
                SECOND_START);
        assertThat(catalog.destinations()
                        .storeAccessByName(project.id(), "local")
                        .orElseThrow()
                        .settings())
                .isEqualTo(new StoreSettings.Folder(Path.of("/elsewhere")));
        assertThat(catalog.tenants().apiKey("abcdefgh").orElseThrow().ha1Hex())
                .isEqualTo(DigestHa1.hex("abcdefgh", "another-private-key"));
        assertThat(cluster(project))
                .isEqualTo(new Cluster(
                        cluster, project.id(), "testCluster", ClusterType.REPLICASET, "8.0.1", false, CREATED_AT));
    }

    @Test
    void setsAConnectionStringAndKeepsTheOneOfTheApiWhenTheFileHasNone() throws Exception {
        write(FILE, FIRST_START);
        Project project = catalog.tenants().projectByName("mySbx").orElseThrow();
        ConnectionSecret told = new ConnectionSecret("mongodb://u:p@db1");
        catalog.tenants().changeConnectionString(cluster(project).id(), Optional.of(told));
        write(FILE, SECOND_START);
        assertThat(cluster(project).connectionString()).contains(told);
        write(
                FILE.replace("- name: testCluster", "- name: testCluster\n      connection-string: mongodb://u:p@db2"),
                SECOND_START);
        assertThat(cluster(project).connectionString()).contains(new ConnectionSecret("mongodb://u:p@db2"));
    }

    @Test
    void keepsWhatTheFileNoLongerNames() throws Exception {
        write(FILE, FIRST_START);
        List<Object> before = everything();
        write("organizations: [{name: KS Sandbox}]", SECOND_START);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void takesOverAProjectOfTheSameNameThatWasMadeOtherwise() throws Exception {
        write("organizations: [{name: KS Sandbox}]", FIRST_START);
        Project made =
                new Project(Id.next(CREATED_AT), DerivedId.of("organization", "KS Sandbox"), "mySbx", CREATED_AT);
        catalog.tenants().putProject(made);
        write(FILE, SECOND_START);
        assertThat(catalog.tenants().projectByName("mySbx")).contains(made);
        assertThat(cluster(made).project()).isEqualTo(made.id());
    }

    @Test
    void refusesAProjectNameOfAnotherOrganization() throws Exception {
        write(FILE, FIRST_START);
        assertThatThrownBy(() -> write("organizations: [{name: Other, projects: [{name: mySbx}]}]", SECOND_START))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("organizations[0].projects[0].name: another project has the name \"mySbx\"");
    }

    @Test
    void refusesAPublicKeyOfAnotherOrganization() throws Exception {
        write(FILE, FIRST_START);
        assertThatThrownBy(() -> write(FILE.replace("KS Sandbox", "Other"), SECOND_START))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("organizations[0].api-keys[0].public-key: another API key has the name \"abcdefgh\"");
    }

    @Test
    void renamesWhatHasAnId() throws Exception {
        String id = "0123456789abcdef01234567";
        write(FILE.replace("- name: mySbx", "- name: mySbx\n    id: " + id), FIRST_START);
        write(FILE.replace("- name: mySbx", "- name: renamed\n    id: " + id), SECOND_START);
        assertThat(catalog.tenants().projectByName("mySbx")).isEmpty();
        Project renamed = catalog.tenants().projectByName("renamed").orElseThrow();
        assertThat(renamed.id()).isEqualTo(new Id<>(id));
        assertThat(renamed.createdAt()).isEqualTo(CREATED_AT);
        assertThat(catalog.tenants().clusters(renamed.id(), Page.Request.FIRST).totalCount())
                .isEqualTo(1);
    }

    @Test
    void registersASnapshotWhoseSourceIsNotThereYet() throws Exception {
        write(FILE, FIRST_START);
        Cluster cluster = cluster(catalog.tenants().projectByName("mySbx").orElseThrow());
        assertThat(snapshots(cluster))
                .singleElement()
                .extracting(Snapshot::storageSizeBytes)
                .isEqualTo(0L);
        Files.write(folder.resolve("dump"), new byte[5]);
        write(FILE, SECOND_START);
        assertThat(snapshots(cluster))
                .singleElement()
                .extracting(Snapshot::storageSizeBytes)
                .isEqualTo(5L);
    }

    private void write(String yaml, Instant now) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), yaml);
        ServerConfig config = new ConfigurationReader(Map.of()).read(file, CommandLineOverrides.NONE);
        new DeclarationWriter(catalog, now).write(config.organizations());
    }

    private List<Object> everything() {
        Project project = catalog.tenants().projectByName("mySbx").orElseThrow();
        Cluster cluster = cluster(project);
        return List.of(
                catalog.tenants().organization(project.organization()).orElseThrow(),
                project,
                catalog.tenants().apiKeys(project.organization()),
                catalog.destinations().storeAccesses(project.id()),
                buckets(project),
                cluster,
                snapshots(cluster));
    }

    private Cluster cluster(Project project) {
        return catalog.tenants().cluster(project.id(), "testCluster").orElseThrow();
    }

    private List<ExportBucket> buckets(Project project) {
        return catalog.destinations().buckets(project.id(), Page.Request.FIRST).items();
    }

    private List<Snapshot> snapshots(Cluster cluster) {
        return catalog.snapshots().page(cluster.id(), Page.Request.FIRST).items();
    }
}
