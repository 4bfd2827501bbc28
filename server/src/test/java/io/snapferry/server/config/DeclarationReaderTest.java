package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.StoreSettings.Encryption;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Organizations of the file with everything in them. */
final class DeclarationReaderTest {
    private static final String SECRET = "d8b2c0e6-Hunter22";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void readsAnOrganizationWithEverythingInIt() throws Exception {
        environment.put("ADMIN_KEY", SECRET);
        Files.writeString(folder.resolve("project.key"), SECRET + "\r\n");
        DeclaredOrganization organization = read("""
                        organizations:
                        - name: KS Sandbox
                          id: 0123456789abcdef01234567
                          api-keys:
                          - {public-key: abcdefgh, private-key-env: ADMIN_KEY, description: admin, roles: [ORG_OWNER]}
                          projects:
                          - name: mySbx
                            api-keys:
                            - {public-key: second, private-key-file: project.key, roles: [GROUP_OWNER, GROUP_READ_ONLY]}
                            stores: [{name: local, type: folder, root: backups}]
                            export-buckets: [{bucket-name: nightly, store: local}]
                            clusters:
                            - name: testCluster
                              type: SHARDED
                              mongodb-version: "7.0.12"
                              use-org-and-group-names-in-export-prefix: true
                              snapshots:
                              - created-at: 2021-03-27T14:09:05.1239Z
                                description: nightly
                                replica-sets: [{name: rs1, source: /dumps/rs1}, {name: rs0, source: ../rs0}]
                        """).get(0);
        assertThat(organization.id()).contains(new Id<>("0123456789abcdef01234567"));
        assertThat(organization.apiKeys())
                .containsExactly(new DeclaredApiKey(
                        "organizations[0].api-keys[0]",
                        "abcdefgh",
                        new Secret(SECRET),
                        "admin",
                        List.of(Role.ORG_OWNER)));
        DeclaredProject project = organization.projects().get(0);
        assertThat(project.id()).isEmpty();
        assertThat(project.apiKeys())
                .containsExactly(new DeclaredApiKey(
                        "organizations[0].projects[0].api-keys[0]",
                        "second",
                        new Secret(SECRET),
                        "",
                        List.of(Role.GROUP_OWNER, Role.GROUP_READ_ONLY)));
        assertThat(project.stores())
                .containsExactly(new DeclaredStore(
                        "organizations[0].projects[0].stores[0]",
                        Optional.empty(),
                        "local",
                        new StoreSettings.Folder(folder.resolve("backups"))));
        assertThat(project.buckets())
                .containsExactly(new DeclaredBucket(
                        "organizations[0].projects[0].export-buckets[0]", Optional.empty(), "nightly", "local"));
        assertThat(project.clusters())
                .containsExactly(new DeclaredCluster(
                        "organizations[0].projects[0].clusters[0]",
                        Optional.empty(),
                        "testCluster",
                        ClusterType.SHARDED,
                        "7.0.12",
                        true,
                        Optional.empty(),
                        List.of(new DeclaredSnapshot(
                                "organizations[0].projects[0].clusters[0].snapshots[0]",
                                Optional.empty(),
                                Instant.parse("2021-03-27T14:09:05.123Z"),
                                "nightly",
                                "7.0.12",
                                false,
                                List.of(
                                        new DeclaredSnapshot.ReplicaSet("rs1", Path.of("/dumps/rs1")),
                                        new DeclaredSnapshot.ReplicaSet("rs0", folder.resolveSibling("rs0")))))));
    }

    @Test
    void readsAStoreOfS3WithEverything() throws Exception {
        assertThat(store("""
                        endpoint: http://127.0.0.1:9000
                        region: us-east-1
                        path-style: true
                        access-key-id: AKIA
                        secret-access-key: %s
                        role-arn: arn:aws:iam::1:role/x
                        external-id: e
                        sts-endpoint: https://sts.example.com
                        sse: aws:kms
                        kms-key-id: k
                        checksums: when-required
                        """.formatted(SECRET)))
                .isEqualTo(new StoreSettings.S3(
                        Optional.of(URI.create("http://127.0.0.1:9000")),
                        Optional.of("us-east-1"),
                        true,
                        new Credentials.AssumeRole(
                                "arn:aws:iam::1:role/x",
                                Optional.of("e"),
                                Optional.of(URI.create("https://sts.example.com")),
                                new Credentials.Static("AKIA", SECRET)),
                        new Encryption.SseKms(Optional.of("k")),
                        true));
    }

    @Test
    void readsAStoreOfS3WithNothing() throws Exception {
        assertThat(store("region:"))
                .isEqualTo(new StoreSettings.S3(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new Credentials.Default(),
                        new Encryption.BucketDefault(),
                        false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: ftp                                        | type: expected one of folder, s3, found "ftp"
            type: folder                                     | root: required, but not given
            type: folder\\nroot: /x\\nregion: r              | region: only for stores of type s3
            type: folder\\nroot: /x\\nsecret-access-key-env: X | secret-access-key-env: only for stores of type s3
            type: s3\\nroot: /x                              | root: only for stores of type folder
            type: s3\\nendpoint: localhost:9000              | endpoint: expected an address such as
            type: s3\\nendpoint: file:///x                   | endpoint: expected an address such as
            type: s3\\nendpoint: 'http://u:Hunter22@h'       | endpoint: an endpoint must not contain a user or password
            type: s3\\nendpoint: 'http://u:Hunter 22@h'      | endpoint: expected an address such as
            type: s3\\npath-style: yes                       | path-style: expected one of false, true, found "yes"
            type: s3\\naccess-key-id: a                      | secret-access-key: access-key-id and secret-access-key belong
            type: s3\\nsecret-access-key: Hunter22           | access-key-id: access-key-id and secret-access-key belong
            type: s3\\nexternal-id: e                        | external-id: only together with role-arn
            type: s3\\nsts-endpoint: 'http://h'              | sts-endpoint: only together with role-arn
            type: s3\\nsse: aes256                           | sse: expected one of AES256, aws:kms, none, found "aes256"
            type: s3\\nsse: AES256\\nkms-key-id: k           | kms-key-id: only together with sse: aws:kms
            type: s3\\nchecksums: never                      | checksums: expected one of when-required, when-supported
            """)
    void refusesAStore(String lines, String message) {
        assertThatThrownBy(() -> read(project(
                        "stores:\n- name: x\n" + lines.replace("\\n", "\n").indent(2))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("organizations[0].projects[0].stores[0]." + message)
                .message()
                .doesNotContain("Hunter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            clusters: [{}]                              | clusters[0].name: required, but not given (line
            clusters: [{name: a_b}]                     | clusters[0].name: expected 1 to 64 letters, digits and dashes
            clusters: [{name: a}, {name: a}]            | clusters[1].name: another one has this name
            clusters: [{name: a, type: replicaset}]     | clusters[0].type: expected one of REPLICASET, SHARDED
            clusters: [{name: a, id: xyz}]              | clusters[0].id: expected 24 lower-case hex digits, found "xyz"
            clusters: [{name: a, id: 0123456789ABCDEF01234567}] | clusters[0].id: expected 24 lower-case hex digits
            clusters: [{name: a, sources: []}]          | clusters[0].sources: unknown key
            stores: [{name: s, type: folder, root: /a}, {name: s, type: folder, root: /b}] | stores[1].name: another one has
            export-buckets: [{bucket-name: b, store: s}] | export-buckets[0].store: expected the name of one of the project's
            export-buckets: [{bucket-name: .., store: s}] | export-buckets[0].bucket-name: expected up to 255 letters
            export-buckets: [{bucket-name: a/b, store: s}] | export-buckets[0].bucket-name: expected up to 255 letters
            api-keys: [{public-key: 'a:b'}]             | api-keys[0].public-key: expected up to 64 letters
            api-keys: [{public-key: a}]                 | api-keys[0].private-key: required, but not given
            api-keys: [{public-key: a, private-key: Hunter2}] | api-keys[0].private-key: shorter than 8 characters
            api-keys: [{public-key: a, private-key: [Hunter22]}] | api-keys[0].private-key: expected a single value, found a
            api-keys: [{public-key: a, private-key: Hunter22, private-key-env: X}] | api-keys[0].private-key: give only one
            api-keys: [{public-key: a, private-key-env: MISSING}] | api-keys[0].private-key-env: environment variable MISSING
            api-keys: [{public-key: a, private-key-file: missing}] | api-keys[0].private-key-file: file
            api-keys: [{public-key: a, private-key: Hunter22}] | api-keys[0].roles: required, but not given
            api-keys: [{public-key: a, private-key: Hunter22, roles: [ORG_OWNER]}] | api-keys[0].roles[0]: expected one of GROUP
            """)
    void refusesAPartOfAProject(String line, String message) {
        assertThatThrownBy(() -> read(project(line)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("organizations[0].projects[0]." + message)
                .message()
                .doesNotContain("Hunter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {replica-sets: [{name: a, source: /a}]}                                  | created-at: required, but not given
            {created-at: yesterday, replica-sets: [{name: a, source: /a}]}           | created-at: expected a time such as
            {created-at: 2021-03-27, replica-sets: [{name: a, source: /a}]}          | created-at: expected a time such as
            {created-at: 2021-03-27T14:09:05Z}                                       | replica-sets: required, but not given
            {created-at: 2021-03-27T14:09:05Z, replica-sets: [{name: a}]}            | replica-sets[0].source: required
            {created-at: 2021-03-27T14:09:05Z, replica-sets: [{name: a/b, source: /a}]} | replica-sets[0].name: expected up to
            {created-at: 2021-03-27T14:09:05Z, replica-sets: [{name: a, source: /a}, {name: b, source: /b}]} | replica-sets: a cluster of type REPLICASET has one, found 2
            """)
    void refusesASnapshot(String snapshot, String message) {
        assertThatThrownBy(() -> read(project("clusters: [{name: c, snapshots: [" + snapshot + "]}]")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("organizations[0].projects[0].clusters[0].snapshots[0]." + message);
    }

    @Test
    void refusesTwoSnapshotsOfOneTimeWithoutIds() {
        String snapshot = "{created-at: 2021-03-27T14:09:05Z, replica-sets: [{name: a, source: /a}]}";
        assertThatThrownBy(
                        () -> read(project("clusters: [{name: c, snapshots: [" + snapshot + ", " + snapshot + "]}]")))
                .hasMessageStartingWith("organizations[0].projects[0].clusters[0].snapshots[1].created-at: another");
    }

    @Test
    void refusesWhatMustBeUniqueOverTheWholeFile() {
        assertThatThrownBy(() -> read("organizations: [{name: a}, {name: a}]"))
                .hasMessageStartingWith("organizations[1].name: another one has this name");
        assertThatThrownBy(() ->
                        read("organizations: [{name: a, projects: [{name: p}]}, {name: b, projects: [{name: p}]}]"))
                .hasMessageStartingWith("organizations[1].projects[0].name: another one has this name");
        String id = "0123456789abcdef01234567";
        assertThatThrownBy(() -> read("organizations: [{name: a, id: " + id + "}, {name: b, id: " + id + "}]"))
                .hasMessageStartingWith("organizations[1].id: another one has this id");
        String key = "api-keys: [{public-key: k, private-key: Hunter22, roles: [ORG_OWNER]}]";
        assertThatThrownBy(() -> read("organizations: [{name: a, " + key + "}, {name: b, " + key + "}]"))
                .hasMessageStartingWith("organizations[1].api-keys[0].public-key: another one has this name");
    }

    @Test
    void refusesARoleOfAProjectInAnOrganization() {
        assertThatThrownBy(
                        () -> read(
                                "organizations: [{name: a, api-keys: [{public-key: k, private-key: Hunter22, roles: [GROUP_OWNER]}]}]"))
                .hasMessageStartingWith(
                        "organizations[0].api-keys[0].roles[0]: expected one of ORG_MEMBER, ORG_OWNER, ORG_READ_ONLY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\u00fc"})
    void refusesASecretFileWithoutASecretInUtf8(String content) throws Exception {
        Files.write(folder.resolve("key"), content.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(project("api-keys: [{public-key: a, private-key-file: key}]")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "organizations[0].projects[0].api-keys[0].private-key-file: file " + folder.resolve("key"));
    }

    @Test
    void refusesAConnectionStringWithoutRepeatingIt() {
        assertThatThrownBy(() ->
                        read(project("clusters: [{name: c, connection-string: \"mongodb://u:" + SECRET + "/@db1\"}]")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("clusters[0].connection-string: expected mongodb://")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void neverPrintsASecret() throws Exception {
        List<DeclaredOrganization> organizations = read(project("""
                api-keys: [{public-key: k, private-key: %1$s, roles: [GROUP_OWNER]}]
                stores: [{name: s, type: s3, access-key-id: a, secret-access-key: %1$s, role-arn: r}]
                """.formatted(SECRET)));
        assertThat(organizations.toString()).contains("public", "AssumeRole").doesNotContain("Hunter");
    }

    @Test
    void neverPrintsASecretWhenSomethingBesideItIsWrong() {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> read(project("api-keys: [{private-key: " + SECRET + ", public-key: k, roles: [NONE]}]")));
        assertThat(refusal).hasNoCause().message().contains("roles[0]").doesNotContain("Hunter");
    }

    private StoreSettings store(String lines) throws Exception {
        return read(project("stores:\n- name: x\n  type: s3\n" + lines.indent(2)))
                .get(0)
                .projects()
                .get(0)
                .stores()
                .get(0)
                .settings();
    }

    private static String project(String lines) {
        return "organizations:\n- name: o\n  projects:\n  - name: p\n" + lines.indent(4);
    }

    private List<DeclaredOrganization> read(String yaml) throws IOException, ConfigurationException {
        Path file = Files.writeString(folder.resolve("snapferry.yaml"), yaml);
        return new ConfigurationReader(environment)
                .read(file, CommandLineOverrides.NONE)
                .organizations();
    }
}
