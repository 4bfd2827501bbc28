package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refusals that the client itself can do something about, and the count of what was sent again. */
@Timeout(30)
class S3MendingTest {
    private static final ObjectKey KEY = new ObjectKey("a");
    private static final S3Credentials KEYS = new S3Credentials.Static("base-key-id", "base-secret");
    private static final DateTimeFormatter SIGNING_TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Reply EXPIRED = Reply.error(400, "ExpiredToken", "The provided token has expired.");

    private final List<String> retried = new CopyOnWriteArrayList<>();

    @Test
    void clockOfTheStoreIsLearned() throws IOException {
        Instant theirs = Instant.now().plus(40, ChronoUnit.MINUTES);
        Reply skewed = Reply.error(403, "RequestTimeTooSkewed", "The difference is too large.")
                .header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC)));
        try (ScriptedServer server = ScriptedServer.replying(skewed, Reply.ok());
                S3ObjectStore store = open(server, KEYS)) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().subList(1, 3))
                    .allSatisfy(request -> assertThat(Duration.between(signedAt(request), theirs))
                            .isBetween(Duration.ofMinutes(-2), Duration.ofMinutes(2)));
        }
    }

    private static Instant signedAt(Request request) {
        return LocalDateTime.parse(request.header("x-amz-date"), SIGNING_TIME).toInstant(ZoneOffset.UTC);
    }

    @Test
    void clockThatCannotBeLearnedIsReported() throws IOException {
        Reply skewed = Reply.error(403, "RequestTimeTooSkewed", "The difference is too large.");
        try (ScriptedServer server = ScriptedServer.replying(skewed);
                S3ObjectStore store = open(server, KEYS)) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("RequestTimeTooSkewed");
                        assertThat(e.isRetryable()).isFalse();
                    });
        }
    }

    @Test
    void sessionThatHasExpiredIsRenewedOnce() throws IOException {
        AtomicInteger session = new AtomicInteger();
        try (ScriptedServer sts = new ScriptedServer(request -> session("session-" + session.incrementAndGet()));
                ScriptedServer server =
                        new ScriptedServer(request -> isSignedBy(request, "session-1") ? EXPIRED : Reply.ok());
                S3ObjectStore store = open(server, role(sts.endpoint()))) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(server.requests()).hasSize(3);
            assertThat(sts.requests()).hasSize(2);
        }
    }

    @Test
    void sessionThatIsExpiredAgainIsReported() throws IOException {
        try (ScriptedServer sts = ScriptedServer.replying(session("session"));
                ScriptedServer server = ScriptedServer.replying(EXPIRED);
                S3ObjectStore store = open(server, role(sts.endpoint()))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .hasMessage("PutObject s3://bucket/a: ExpiredToken: The provided token has expired.");

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void whatIsSentAgainIsCounted() throws IOException {
        Reply busy = Reply.error(503, "SlowDown", "Please reduce your request rate.");
        try (ScriptedServer server = ScriptedServer.replying(busy, busy, Reply.ok());
                S3ObjectStore store = open(server, KEYS)) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);
        }
        assertThat(retried).containsExactly("PutObject 2");
    }

    @Test
    void whatIsSentAgainInVainIsCountedToo() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.hangUp());
                S3ObjectStore store = open(server, KEYS)) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .isInstanceOf(ObjectStoreException.class);
        }
        assertThat(retried).containsExactly("PutObject 3");
    }

    private static boolean isSignedBy(Request request, String accessKeyId) {
        return request.header("authorization").contains("Credential=" + accessKeyId + "/");
    }

    private static S3Credentials role(URI stsEndpoint) {
        return new S3Credentials.AssumeRole(
                "arn:aws:iam::123456789012:role/backup", Optional.empty(), Optional.of(stsEndpoint), KEYS);
    }

    private static Reply session(String accessKeyId) {
        return Reply.ok(
                "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                        + "<AccessKeyId>" + accessKeyId + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
                        + "<SessionToken>token</SessionToken><Expiration>"
                        + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)
                        + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");
    }

    private S3ObjectStore open(ScriptedServer server, S3Credentials credentials) {
        StoreActivity activity = (operation, times) -> retried.add(operation + " " + times);
        return new S3ObjectStore(
                S3Settings.bucket("bucket")
                        .endpoint(server.endpoint())
                        .credentials(credentials)
                        .build(),
                S3FaultTest.IMPATIENT,
                activity);
    }
}
