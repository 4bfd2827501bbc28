package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.ScriptedServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class S3CredentialsTest {
    private static final ObjectKey KEY = new ObjectKey("a");
    private static final S3Credentials BASE = new S3Credentials.Static("base-key-id", "base-secret");

    @Test
    void roleIsTakenWithItsExternalIdAndItsSessionSigns() throws IOException {
        try (ScriptedServer sts = ScriptedServer.replying(session());
                ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(server, role(sts.endpoint()))) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(sts.requests()).singleElement().satisfies(request -> {
                assertThat(request.body())
                        .contains("Action=AssumeRole")
                        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fbackup")
                        .contains("ExternalId=external-1")
                        .contains("RoleSessionName=snapferry");
                assertThat(request.header("authorization")).contains("Credential=base-key-id/");
            });
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.header("authorization")).contains("Credential=session-key-id/");
                assertThat(request.header("x-amz-security-token")).isEqualTo("session-token");
            });
        }
    }

    @Test
    void refusedRoleIsReportedAsSuchAndNothingIsPut() throws IOException {
        Reply refusal = Reply.ok("<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                        + "<Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>")
                .withStatus(403);
        try (ScriptedServer sts = ScriptedServer.replying(refusal);
                ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(server, role(sts.endpoint()))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .hasMessage("AssumeRole s3://bucket/a: AccessDenied: not authorized to perform: sts:AssumeRole")
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            e -> assertThat(e.isRetryable()).isFalse());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void stsThatIsNotThereIsReportedAsSuch() throws IOException {
        URI nobody;
        try (ScriptedServer sts = ScriptedServer.replying(Reply.ok())) {
            nobody = sts.endpoint();
        }
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(server, role(nobody))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .hasMessageStartingWith("AssumeRole s3://bucket/a: ConnectionFailed: ");
        }
    }

    @Test
    void machineWithoutCredentialsIsReported() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(server, new S3Credentials.Default())) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("NoCredentials");
                        assertThat(e.operation()).isEqualTo("PutObject");
                        assertThat(e.isRetryable()).isFalse();
                    });
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void roleWithoutBaseCredentialsIsReported() throws IOException {
        S3Credentials role = new S3Credentials.AssumeRole(
                "arn:aws:iam::123456789012:role/backup",
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:1")),
                new S3Credentials.Default());
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(server, role)) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1])).hasMessageContaining("NoCredentials");
        }
    }

    @Test
    void roleOfARoleIsRefused() {
        S3Credentials role = role(URI.create("http://127.0.0.1:1"));

        assertThatThrownBy(() -> new S3Credentials.AssumeRole("arn", Optional.empty(), Optional.empty(), role))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsDoNotShowSecrets() {
        S3Settings settings = S3Settings.bucket("bucket")
                .credentials(role(URI.create("http://127.0.0.1:1")))
                .build();

        assertThat(settings.toString())
                .contains("base-key-id")
                .doesNotContain("base-secret")
                .doesNotContain("external-1");
    }

    private static S3Credentials role(URI stsEndpoint) {
        return new S3Credentials.AssumeRole(
                "arn:aws:iam::123456789012:role/backup", Optional.of("external-1"), Optional.of(stsEndpoint), BASE);
    }

    private static Reply session() {
        return Reply.ok(
                "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                        + "<AccessKeyId>session-key-id</AccessKeyId><SecretAccessKey>session-secret</SecretAccessKey>"
                        + "<SessionToken>session-token</SessionToken><Expiration>"
                        + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)
                        + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");
    }

    private static S3ObjectStore open(ScriptedServer server, S3Credentials credentials) {
        return new S3ObjectStore(
                S3Settings.bucket("bucket")
                        .endpoint(server.endpoint())
                        .credentials(credentials)
                        .build(),
                S3FaultTest.IMPATIENT,
                StoreActivity.NONE);
    }
}
