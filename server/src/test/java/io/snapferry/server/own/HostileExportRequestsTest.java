package io.snapferry.server.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about exports that nobody should send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileExportRequestsTest {
    private static final String EXPORTS = "/api/snapferry/v1/groups/" + TestServer.PROJECT + "/clusters/c1/exports";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void forgetJobs() {
        server.catalog.inMemoryJobs().clear();
    }

    private static String body(String more) {
        return "{\"snapshotId\":\"" + TestServer.SNAPSHOT + "\",\"exportBucketId\":\"" + TestServer.BUCKET + "\"" + more
                + "}";
    }

    private static void refuses(HttpResponse<String> response, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("X-Error-Code")).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"include\":\"shop.*\" | INVALID_JSON_ATTRIBUTE",
                ",\"include\":[1] | INVALID_JSON_ATTRIBUTE",
                ",\"include\":[null] | INVALID_JSON_ATTRIBUTE",
                ",\"include\":[[\"a\"]] | INVALID_JSON_ATTRIBUTE",
                ",\"exclude\":{} | INVALID_JSON_ATTRIBUTE",
                ",\"exclude\":[\"\"] | INVALID_ATTRIBUTE",
                ",\"exclude\":[\"\\ud800\"] | INVALID_ATTRIBUTE",
                ",\"jsonMode\":\"CANONICAL\" | INVALID_ENUM_VALUE",
                ",\"gzipLevel\":\"FAST\" | INVALID_ENUM_VALUE",
                ",\"gzipLevel\":6 | INVALID_JSON_ATTRIBUTE",
                ",\"jsonMode\":\"\" | INVALID_ATTRIBUTE",
                ",\"jsonMode\":true | INVALID_JSON_ATTRIBUTE",
                ",\"idempotencyKey\":\"a\" | INVALID_ATTRIBUTE",
                ",\"chunkSize\":1 | INVALID_ATTRIBUTE"
            })
    void refusesOptionsThatAreNone(String more, String code) {
        refuses(server.as("exporter").post(EXPORTS, body(more)), code);
        refuses(server.as("exporter").post(EXPORTS + "/dryRun", body(more)), code);
    }

    @Test
    void refusesHugeListsAndPatterns() {
        List<String> many = Collections.nCopies(101, "\"a\"");
        String tooMany = ",\"include\":[" + String.join(",", many) + "]";
        String tooLong = ",\"exclude\":[\"ok\",\"" + "*a".repeat(128) + "\"]";
        String asManyAsFit = ",\"include\":[" + "\"a\",".repeat(200_000) + "\"a\"]";

        refuses(server.as("exporter").post(EXPORTS, body(tooMany)), "INVALID_ATTRIBUTE");
        HttpResponse<String> longPattern = server.as("exporter").post(EXPORTS, body(tooLong));
        refuses(longPattern, "INVALID_ATTRIBUTE");
        assertThat(longPattern.body()).contains("exclude[1]").hasSizeLessThan(1_000);
        refuses(server.as("exporter").post(EXPORTS, body(asManyAsFit)), "INVALID_ATTRIBUTE");
    }

    @Test
    void takesPatternsOfAnyCharactersAsTheyAre() throws JsonProcessingException {
        String globs =
                "[\"*.*.*\",\"a/../b\",\"<script>\",\"\\u0000\",\"'; drop table export_job; --\",\"\uD83D\uDE00\"]";

        HttpResponse<String> created = server.as("exporter").post(EXPORTS, body(",\"include\":" + globs));

        assertThat(created.statusCode()).isEqualTo(201);
        JsonMapper mapper = new JsonMapper();
        assertThat(mapper.readTree(created.body()).path("include")).isEqualTo(mapper.readTree(globs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "tab\tinside", ""})
    void refusesAKeyThatIsNone(String key) {
        HttpRequest.Builder request = DigestClient.json().header("Idempotency-Key", key);
        refuses(
                server.as("exporter").send("POST", EXPORTS, request, body("").getBytes(StandardCharsets.UTF_8)),
                "IDEMPOTENCY_KEY_INVALID");
    }

    @Test
    void refusesAKeyThatIsTooLongOrThereTwice() {
        HttpRequest.Builder tooLong = DigestClient.json().header("Idempotency-Key", "k".repeat(256));
        HttpRequest.Builder twice =
                DigestClient.json().header("Idempotency-Key", "a").header("Idempotency-Key", "a");
        HttpRequest.Builder longest = DigestClient.json().header("Idempotency-Key", "k".repeat(255));
        byte[] body = body("").getBytes(StandardCharsets.UTF_8);

        refuses(server.as("exporter").send("POST", EXPORTS, tooLong, body), "IDEMPOTENCY_KEY_INVALID");
        refuses(server.as("exporter").send("POST", EXPORTS, twice, body), "IDEMPOTENCY_KEY_INVALID");
        assertThat(server.as("exporter").send("POST", EXPORTS, longest, body).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?state=successful",
                "?state=",
                "?state=Queued&state=Failed",
                "?snapshotId=1",
                "?snapshotId=%00",
                "?snapshotId=64B000000000000000000003",
                "?itemsPerPage=0"
            })
    void refusesFiltersThatAreNone(String query) {
        refuses(server.as("reader").get(EXPORTS + query), "INVALID_QUERY_PARAMETER");
    }

    @Test
    void tellsThatThereIsNoSuccessfulExport() {
        HttpResponse<String> none = server.as("reader").get(EXPORTS + "/latestSuccessful");

        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body())
                .contains("\"errorCode\":\"NO_SUCCESSFUL_EXPORT\"")
                .contains("c1");
    }
}
