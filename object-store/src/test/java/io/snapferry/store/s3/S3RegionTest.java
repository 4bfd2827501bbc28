package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.StoreActivity;
import io.snapferry.store.s3.ScriptedServer.Reply;
import io.snapferry.store.s3.ScriptedServer.Request;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the region is found that requests must be signed for; it is in the third part of the signature's scope. */
@Timeout(30)
class S3RegionTest {
    private static final ObjectKey KEY = new ObjectKey("a");
    private static final Pattern SCOPE = Pattern.compile("Credential=key-id/\\d{8}/([^/]+)/s3/aws4_request");

    @AfterEach
    void forgetTheSdksEndpoint() {
        System.clearProperty("aws.endpointUrlS3");
        System.clearProperty("aws.region");
    }

    @Test
    void endpointWithoutARegionIsUsEast1() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(settings(server))) {
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("us-east-1");
        }
    }

    @Test
    void regionThatIsSetIsUsed() throws IOException {
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = open(settings(server).region("eu-central-1"))) {
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("eu-central-1");
        }
    }

    @Test
    void regionInTheHeaderOfARefusalIsLearnedOnce() throws IOException {
        Reply elsewhere = Reply.error(301, "PermanentRedirect", "use the other endpoint")
                .header("x-amz-bucket-region", "eu-west-3");
        try (ScriptedServer server = new ScriptedServer(unlessSignedFor("eu-west-3", elsewhere));
                S3ObjectStore store = open(settings(server))) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("us-east-1", "eu-west-3", "eu-west-3");
        }
    }

    @Test
    void regionInTheWordsOfARefusalIsLearned() throws IOException {
        Reply elsewhere = Reply.ok("<Error><Code>AuthorizationHeaderMalformed</Code>"
                        + "<Message>the region 'us-east-1' is wrong; expecting 'my-region'</Message>"
                        + "<Region>my-region</Region></Error>")
                .withStatus(400);
        try (ScriptedServer server = new ScriptedServer(unlessSignedFor("my-region", elsewhere));
                S3ObjectStore store = open(settings(server))) {
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("us-east-1", "my-region");
        }
    }

    @Test
    void storeThatSendsUsRoundIsReportedWithTheRegionItNames() throws IOException {
        Reply first = Reply.error(301, "PermanentRedirect", "not here").header("x-amz-bucket-region", "eu-west-1");
        Reply second = Reply.error(301, "PermanentRedirect", "nor here").header("x-amz-bucket-region", "eu-west-2");
        try (ScriptedServer server = ScriptedServer.replying(first, second);
                S3ObjectStore store = open(settings(server))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .hasMessage(
                            "PutObject s3://bucket/a: PermanentRedirect: nor here. The bucket is in region eu-west-2");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void nameThatIsNoRegionIsNotFollowed() throws IOException {
        Reply hostile =
                Reply.error(301, "PermanentRedirect", "over there").header("x-amz-bucket-region", "evil.example.com/");
        try (ScriptedServer server = ScriptedServer.replying(hostile);
                S3ObjectStore store = open(settings(server))) {
            assertThatThrownBy(() -> store.put(KEY, "text/plain", new byte[1]))
                    .isInstanceOfSatisfying(ObjectStoreException.class, e -> {
                        assertThat(e.storeCode()).isEqualTo("PermanentRedirect");
                        assertThat(e.isRetryable()).isFalse();
                    });
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void bucketIsAskedForItsLocationWhenNothingElseTellsTheRegion() throws IOException {
        Reply location = Reply.ok(
                "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">ap-south-1</LocationConstraint>");
        try (ScriptedServer server = new ScriptedServer(request -> asksForLocation(request) ? location : Reply.ok());
                S3ObjectStore store = openAsAws(server)) {
            store.put(KEY, "text/plain", new byte[1]);
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("us-east-1", "ap-south-1", "ap-south-1");
            assertThat(server.requests())
                    .filteredOn(S3RegionTest::asksForLocation)
                    .hasSize(1);
        }
    }

    @Test
    void bucketThatMayNotBeAskedIsPutToInTheDefaultRegion() throws IOException {
        Reply refusal = Reply.error(403, "AccessDenied", "Access Denied");
        try (ScriptedServer server = new ScriptedServer(request -> asksForLocation(request) ? refusal : Reply.ok());
                S3ObjectStore store = openAsAws(server)) {
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("us-east-1", "us-east-1");
        }
    }

    @Test
    void regionOfTheEnvironmentIsUsedWithoutAsking() throws IOException {
        System.setProperty("aws.region", "ca-central-1");
        try (ScriptedServer server = ScriptedServer.replying(Reply.ok());
                S3ObjectStore store = openAsAws(server)) {
            store.put(KEY, "text/plain", new byte[1]);

            assertThat(regionsOf(server)).containsExactly("ca-central-1");
        }
    }

    private static Function<Request, Reply> unlessSignedFor(String region, Reply refusal) {
        return request -> regionOf(request).equals(region) ? Reply.ok() : refusal;
    }

    private static boolean asksForLocation(Request request) {
        return request.method().equals("GET") && request.target().endsWith("?location");
    }

    private static List<String> regionsOf(ScriptedServer server) {
        return server.requests().stream().map(S3RegionTest::regionOf).toList();
    }

    private static String regionOf(Request request) {
        Matcher scope = SCOPE.matcher(request.header("authorization"));
        return scope.find() ? scope.group(1) : "unsigned";
    }

    private static S3Settings.Builder settings(ScriptedServer server) {
        return S3Settings.bucket("bucket")
                .endpoint(server.endpoint())
                .credentials(new S3Credentials.Static("key-id", "secret"));
    }

    private static S3ObjectStore open(S3Settings.Builder settings) {
        return new S3ObjectStore(settings.build(), S3FaultTest.IMPATIENT, StoreActivity.NONE);
    }

    /** Without an endpoint of ours, but with the SDK sent to the test's server by its own setting. */
    private static S3ObjectStore openAsAws(ScriptedServer server) {
        System.setProperty("aws.endpointUrlS3", server.endpoint().toString());
        return open(
                S3Settings.bucket("bucket").pathStyle(true).credentials(new S3Credentials.Static("key-id", "secret")));
    }
}
