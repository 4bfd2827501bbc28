package io.snapferry.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.TestServer;
import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The export buckets of v1.0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketsTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void healBuckets() {
        server.healBuckets();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String request(String name, String provider, String role) {
        return "{\"bucketName\":\"" + name + "\",\"cloudProvider\":\"" + provider + "\",\"iamRoleId\":\"" + role
                + "\"}";
    }

    @Test
    void registersShowsAndForgetsABucket() {
        HttpResponse<String> created =
                server.as("manager").post(TestServer.BUCKETS, request("new.bucket-1", "AWS", TestServer.STORE));
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.body())
                .matches("\\{\"_id\":\"[0-9a-f]{24}\",\"bucketName\":\"new\\.bucket-1\","
                        + "\"cloudProvider\":\"AWS\",\"iamRoleId\":\"64b000000000000000000005\"}");

        String one = TestServer.BUCKETS + "/" + created.body().substring(8, 32);
        assertThat(server.as("reader").get(one).body()).isEqualTo(created.body());
        HttpResponse<String> deleted = server.as("manager").delete(one);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(server.as("reader").get(one).statusCode()).isEqualTo(404);
        assertThat(server.as("manager").delete(one).statusCode()).isEqualTo(404);
    }

    @Test
    void allowsTwoBucketsOfOneName() {
        String request = request("twice", "AWS", TestServer.STORE);

        assertThat(server.as("manager").post(TestServer.BUCKETS, request).statusCode())
                .isEqualTo(200);
        assertThat(server.as("manager").post(TestServer.BUCKETS, request).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ab, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        "../../etc, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        "a..b, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        ".hidden, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        "a/b/c, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        "abc\\u0000, AWS, 64b000000000000000000005, EXPORT_BUCKET_NAME_INVALID",
        "bucket, AZURE, 64b000000000000000000005, INVALID_ENUM_VALUE",
        "bucket, aws, 64b000000000000000000005, INVALID_ENUM_VALUE",
        "bucket, AWS, x, INVALID_ATTRIBUTE",
        "bucket, AWS, 64b0000000000000000000ff, CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND"
    })
    void refusesWhatIsNoBucket(String name, String provider, String role, String code) {
        HttpResponse<String> refused = server.as("manager").post(TestServer.BUCKETS, request(name, provider, role));

        assertThat(refused.headers().firstValue("X-Error-Code")).hasValue(code);
    }

    @Test
    void passesTheStoresOwnWordsOnWhenTheBucketCannotBeWritten() {
        server.failBuckets(new ObjectStoreException(
                "PutObject", "s3://bucket", "AccessDenied", "Access Denied", false, new IOException("x")));

        HttpResponse<String> refused =
                server.as("manager").post(TestServer.BUCKETS, request("bucket", "AWS", TestServer.STORE));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"detail\":\"The bucket bucket cannot be written: PutObject s3://bucket: AccessDenied: Access Denied\","
                                + "\"error\":400,\"errorCode\":\"EXPORT_BUCKET_NOT_WRITABLE\",\"parameters\":[\"bucket\",\"AccessDenied\","
                                + "\"PutObject s3://bucket: AccessDenied: Access Denied\"],\"reason\":\"Bad Request\"}");
    }

    @Test
    void namesAStoreThatCannotBeReached() {
        server.failBuckets(new ConnectException("connection refused"));

        assertThat(server.as("manager")
                        .post(TestServer.BUCKETS, request("bucket", "AWS", TestServer.STORE))
                        .body())
                .contains("\"ConnectException\"")
                .contains("connection refused");
    }

    @Test
    void answersADefectOfOursWithoutItsDetails() {
        HttpResponse<String> failed = server.as("manager")
                .post(TestServer.BUCKETS + "?envelope=true", request(TestServer.DEFECT, "AWS", TestServer.STORE));

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body())
                .isEqualTo(
                        "{\"status\":500,\"content\":{\"detail\":\"The server could not answer because of an unexpected error.\","
                                + "\"error\":500,\"errorCode\":\"UNEXPECTED_ERROR\",\"parameters\":[],\"reason\":\"Internal Server Error\"}}");
    }

    @Test
    void keepsABucketThatAnUnfinishedJobWritesTo() {
        server.as("exporter").post(TestServer.EXPORTS, TestServer.exportRequest());

        HttpResponse<String> refused = server.as("manager").delete(TestServer.BUCKETS + "/" + TestServer.BUCKET);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("X-Error-Code")).hasValue("EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE");
    }
}
