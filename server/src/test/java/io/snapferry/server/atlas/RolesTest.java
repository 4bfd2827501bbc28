package io.snapferry.server.atlas;

import static io.snapferry.server.contract.SpecifiedAnswers.assertFits;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cloud provider access roles in v1.0 and v2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    private static final String ROLES = "/groups/" + TestServer.PROJECT + "/cloudProviderAccess";
    private static final String V1 = "/api/atlas/v1.0" + ROLES;
    private static final String V2 = "/api/atlas/v2" + ROLES;
    private static final String VERSION = "2023-01-01";
    private static final String OPERATION = " /api/atlas/v2/groups/{groupId}/cloudProviderAccess";
    private static final String ARN = "arn:aws:iam::123456789012:role/path/exports";
    private static final String AUTHORIZATION = "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + ARN + "\"}";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private String create() {
        HttpResponse<String> created = server.as("owner").post(V1, "{\"providerName\":\"AWS\"}");
        assertThat(created.statusCode()).isEqualTo(200);
        return created.body().replaceAll(".*\"roleId\":\"([0-9a-f]{24})\".*", "$1");
    }

    @Test
    void writesNullForWhatAnUnauthorizedRoleHasNotYet() {
        HttpResponse<String> created = server.as("owner").send("POST", V2, VERSION, "{\"providerName\":\"AWS\"}");

        assertThat(created.body())
                .matches("\\{\"atlasAWSAccountArn\":\"arn:aws:iam::000000000000:root\","
                        + "\"atlasAssumedRoleExternalId\":\"[0-9a-f-]{36}\",\"authorizedDate\":null,"
                        + "\"createdDate\":\"2026-01-02T03:28:25Z\",\"featureUsages\":\\[],\"iamAssumedRoleArn\":null,"
                        + "\"providerName\":\"AWS\",\"roleId\":\"[0-9a-f]{24}\"}");
        assertFits(created, "post" + OPERATION);
    }

    @Test
    void becomesAStoreAccessOnceItIsAuthorized() {
        String role = create();
        String externalId = server.as("reader")
                .get(V1 + "/" + role)
                .body()
                .replaceAll(".*ExternalId\":\"([0-9a-f-]{36})\".*", "$1");

        HttpResponse<String> authorized = server.as("owner").send("PATCH", V2 + "/" + role, VERSION, AUTHORIZATION);

        assertThat(authorized.body())
                .contains(
                        "\"authorizedDate\":\"2026-01-02T03:28:25Z\"",
                        "\"iamAssumedRoleArn\":\"" + ARN + "\"",
                        externalId);
        assertFits(authorized, "patch" + OPERATION + "/{roleId}");
        assertFits(server.as("reader").get(V2 + "/" + role, VERSION), "get" + OPERATION + "/{roleId}");
        StoreAccess access = server.catalog
                .destinations()
                .storeAccess(new Id<>(TestServer.PROJECT), new Id<>(role))
                .orElseThrow();
        StoreSettings.S3 s3 = (StoreSettings.S3) access.settings();
        StoreSettings.Credentials.AssumeRole assumed = (StoreSettings.Credentials.AssumeRole) s3.credentials();
        assertThat(assumed.roleArn()).isEqualTo(ARN);
        assertThat(assumed.externalId()).contains(externalId);
        assertThat(assumed.base()).isEqualTo(new StoreSettings.Credentials.Default());
    }

    @Test
    void isKeptWhileABucketUsesItAndTellsWhich() {
        String role = create();
        String request = "{\"bucketName\":\"from-role\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + role + "\"}";
        HttpResponse<String> tooEarly = server.as("manager").post(TestServer.BUCKETS, request);
        assertThat(tooEarly.statusCode()).isEqualTo(400);
        assertThat(tooEarly.headers().firstValue("X-Error-Code")).contains("CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED");

        server.as("owner").patch(V1 + "/" + role, AUTHORIZATION);
        HttpResponse<String> bucket = server.as("manager").post(TestServer.BUCKETS, request);
        assertThat(bucket.statusCode()).isEqualTo(200);
        String bucketId = bucket.body().substring(8, 32);
        assertThat(server.as("reader").get(V1 + "/" + role).body())
                .contains("\"featureUsages\":[{\"featureId\":{\"exportBucketId\":\"" + bucketId + "\",\"groupId\":\""
                        + TestServer.PROJECT + "\"},\"featureType\":\"EXPORT_SNAPSHOT\"}]");
        assertThat(server.as("owner").delete(V1 + "/AWS/" + role).statusCode()).isEqualTo(409);

        server.as("manager").delete(TestServer.BUCKETS + "/" + bucketId);
        assertThat(server.as("owner").delete(V2 + "/AWS/" + role, VERSION).statusCode())
                .isEqualTo(204);
        assertThat(server.as("owner").get(V1 + "/" + role).statusCode()).isEqualTo(404);
        assertThat(server.as("owner").delete(V1 + "/AWS/" + role).statusCode()).isEqualTo(404);
    }

    @Test
    void listsStoresOfOurOwnApiAsAuthorizedRoles() {
        create();

        HttpResponse<String> v1 = server.as("reader").get(V1 + "/?pretty=false");
        HttpResponse<String> v2 = server.as("reader").get(V2, VERSION);

        assertThat(v1.body())
                .contains("\"iamAssumedRoleArn\":\"arn:snapferry:store:::disk\"", "\"roleId\":\"" + TestServer.STORE)
                .contains("\"iamAssumedRoleArn\":null")
                .doesNotContain("azure");
        assertThat(v2.body()).contains("\"azureServicePrincipals\":[]", "\"gcpServiceAccounts\":[]");
        assertFits(v2, "get" + OPERATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; MISSING_ATTRIBUTE",
                "{\"providerName\":\"AZURE\"}; INVALID_ENUM_VALUE",
                "{\"providerName\":\"aws\"}; INVALID_ENUM_VALUE",
                "{\"providerName\":1}; INVALID_JSON_ATTRIBUTE",
                "{\"providerName\":\"AWS\",\"roleId\":\"64b0000000000000000000ff\"}; INVALID_ATTRIBUTE"
            })
    void refusesABadRole(String body, String code) {
        HttpResponse<String> answer = server.as("owner").post(V1, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"providerName\":\"AWS\"}; MISSING_ATTRIBUTE",
                "{\"iamAssumedRoleArn\":\"arn:aws:iam::123456789012:role/x\"}; MISSING_ATTRIBUTE",
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":[]}; INVALID_JSON_ATTRIBUTE",
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"role/x\"}; INVALID_ATTRIBUTE",
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"arn:aws:iam::123456789012:user/somebody\"}; INVALID_ATTRIBUTE",
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"arn:aws:iam::123456789012:role/a\\nb\"}; INVALID_ATTRIBUTE",
                "{\"providerName\":\"GCP\",\"iamAssumedRoleArn\":\"arn:aws:iam::123456789012:role/x\"}; INVALID_ENUM_VALUE"
            })
    void refusesABadAuthorization(String body, String code) {
        String role = create();

        HttpResponse<String> answer = server.as("owner").patch(V1 + "/" + role, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
        assertThat(server.as("reader").get(V1 + "/" + role).body()).contains("\"authorizedDate\":null");
    }

    @Test
    void refusesToAuthorizeWhatIsNoRole() {
        assertThat(server.as("owner")
                        .patch(V1 + "/" + TestServer.UNKNOWN, AUTHORIZATION)
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> store = server.as("owner").patch(V1 + "/" + TestServer.STORE, AUTHORIZATION);
        assertThat(store.statusCode()).isEqualTo(400);
        assertThat(store.body()).contains("INVALID_PATH_PARAMETER");
    }

    @Test
    void refusesAnArnThatIsTooLong() {
        String body = AUTHORIZATION.replace("exports", "x".repeat(3000));

        assertThat(server.as("owner").patch(V1 + "/" + create(), body).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"GCP, 64b000000000000000000005", "..%5c, 64b000000000000000000005", "AWS, nope"})
    void refusesABadPathToDelete(String provider, String role) {
        assertThat(server.as("owner").delete(V1 + "/" + provider + "/" + role).statusCode())
                .isEqualTo(400);
    }
}
