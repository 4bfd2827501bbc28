package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, links, envelopes and pretty answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListConventionsTest {
    private final TestServer server = TestServer.start();

    @BeforeAll
    void addBucketsUntilThereAreThree() {
        for (int i = 2; i <= 3; i++) {
            server.catalog
                    .destinations()
                    .putBucket(new ExportBucket(
                            new Id<>("64b00000000000000000000" + i),
                            new Id<>(TestServer.PROJECT),
                            "bucket" + i,
                            new Id<>(TestServer.STORE),
                            TestServer.NOW));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ?pageNum=1&itemsPerPage=100 | - | -",
                "? | ?pageNum=1&itemsPerPage=100 | - | -",
                "?itemsPerPage=1 | ?pageNum=1&itemsPerPage=1 | - | ?itemsPerPage=1&pageNum=2",
                "?includeCount=true&itemsPerPage=1&pageNum=2 | ?includeCount=true&pageNum=2&itemsPerPage=1"
                        + " | ?includeCount=true&itemsPerPage=1&pageNum=1 | ?includeCount=true&itemsPerPage=1&pageNum=3",
                "?itemsPerPage=1&pageNum=3&x=a%20b&y | ?x=a%20b&y&pageNum=3&itemsPerPage=1"
                        + " | ?itemsPerPage=1&x=a%20b&y&pageNum=2 | -",
                "?itemsPerPage=500&pageNum=2147483647 | ?pageNum=2147483647&itemsPerPage=500"
                        + " | ?itemsPerPage=500&pageNum=2147483646 | -"
            })
    void linksToThePagesAround(String query, String self, String previous, String next) {
        String answer = server.as("reader").get(TestServer.BUCKETS + query).body();

        assertThat(answer).startsWith("{\"links\":[" + link(self, "self"));
        assertThat(answer.contains("\"rel\":\"previous\"")).isEqualTo(!previous.equals("-"));
        assertThat(answer.contains("\"rel\":\"next\"")).isEqualTo(!next.equals("-"));
        if (!previous.equals("-")) {
            assertThat(answer).contains(link(previous, "previous"));
        }
        if (!next.equals("-")) {
            assertThat(answer).contains(link(next, "next"));
        }
    }

    private String link(String query, String relation) {
        return "{\"href\":\"" + server.uri() + TestServer.BUCKETS + query + "\",\"rel\":\"" + relation + "\"}";
    }

    @Test
    void linksKeepTheTrailingSlashAndTheHostThatTheClientSaw() {
        String target = TestServer.BUCKETS + "/";
        String answer = Raw.send(server, "reader", "GET", target, "X-Forwarded-Host: evil\r\n\r\n");

        assertThat(answer).contains("\"href\":\"" + server.uri() + target + "?pageNum=1");
    }

    @Test
    void leavesTheCountOutOnDemand() {
        assertThat(server.as("reader").get(TestServer.BUCKETS).body()).endsWith("],\"totalCount\":3}");
        assertThat(server.as("reader")
                        .get(TestServer.BUCKETS + "?includeCount=false")
                        .body())
                .doesNotContain("totalCount");
    }

    @Test
    void answersAnEmptyListWithResults() {
        assertThat(server.as("reader").get(TestServer.EXPORTS).body()).endsWith("\"results\":[],\"totalCount\":0}");
    }

    @Test
    void wrapsASingleEntityIntoAnEnvelope() {
        assertThat(server.as("reader")
                        .get(TestServer.BUCKETS + "/" + TestServer.BUCKET + "?envelope=true")
                        .body())
                .isEqualTo(
                        "{\"status\":200,\"content\":{\"_id\":\"64b000000000000000000001\",\"bucketName\":\"backups\","
                                + "\"cloudProvider\":\"AWS\",\"iamRoleId\":\"64b000000000000000000005\"}}");
    }

    @Test
    void addsTheStatusToAListInAnEnvelope() {
        assertThat(server.as("reader")
                        .get(TestServer.EXPORTS + "?envelope=true")
                        .body())
                .isEqualTo(
                        "{\"links\":[{\"href\":\"" + server.uri() + TestServer.EXPORTS
                                + "?envelope=true&pageNum=1&itemsPerPage=100\",\"rel\":\"self\"}],\"results\":[],\"status\":200,\"totalCount\":0}");
    }

    @Test
    void wrapsAnErrorIntoAnEnvelopeAndKeepsItsStatus() {
        HttpResponse<String> refused = server.as("orgowner")
                .get("/api/atlas/v1.0/groups/" + TestServer.UNKNOWN + "/backup/exportBuckets?envelope=true");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body())
                .startsWith("{\"status\":404,\"content\":{\"detail\":")
                .contains("\"errorCode\":\"GROUP_NOT_FOUND\"");
    }

    @Test
    void writesForPeopleOnDemand() {
        assertThat(server.as("reader")
                        .get(TestServer.BUCKETS + "?pretty=true&itemsPerPage=1&pageNum=3")
                        .body())
                .isEqualTo("""
                        {
                          "links" : [ {
                            "href" : "%1$s?pretty=true&pageNum=3&itemsPerPage=1",
                            "rel" : "self"
                          }, {
                            "href" : "%1$s?pretty=true&itemsPerPage=1&pageNum=2",
                            "rel" : "previous"
                          } ],
                          "results" : [ {
                            "_id" : "64b000000000000000000003",
                            "bucketName" : "bucket3",
                            "cloudProvider" : "AWS",
                            "iamRoleId" : "64b000000000000000000005"
                          } ],
                          "totalCount" : 3
                        }""".formatted(server.uri() + TestServer.BUCKETS));
    }

    @Test
    void writesErrorsForPeopleOnDemand() {
        assertThat(server.as("reader")
                        .get(TestServer.BUCKETS + "/x?pretty=true")
                        .body())
                .startsWith("{\n  \"detail\" : \"");
    }

    @Test
    void answersHeadLikeGetWithoutBody() {
        HttpResponse<String> get = server.as("reader").get(TestServer.BUCKETS);
        HttpResponse<String> head = server.as("reader").send("HEAD", TestServer.BUCKETS, HttpRequest.newBuilder());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"))
                .isPresent();
        assertThat(server.as("reader")
                        .send("HEAD", TestServer.BUCKETS + "/" + TestServer.UNKNOWN, HttpRequest.newBuilder())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsTheMethodsOfAPath() {
        HttpResponse<String> options =
                server.as("reader").send("OPTIONS", TestServer.BUCKETS, HttpRequest.newBuilder());

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @CsvSource({"PUT", "PATCH", "DELETE", "TRACE", "FOO", "BEFORE", "AFTER", "get"})
    void refusesOtherMethodsAndTellsWhichAreAllowed(String method) {
        String answer = Raw.send(server, "reader", method, TestServer.BUCKETS, "");

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("METHOD_NOT_ALLOWED")
                .containsPattern("Allow: [A-Z, ]*GET")
                .containsPattern("Allow: [A-Z, ]*HEAD")
                .containsPattern("Allow: [A-Z, ]*OPTIONS")
                .containsPattern("Allow: [A-Z, ]*POST");
    }

    @Test
    void addsSecurityHeadersToEveryAnswer() {
        assertThat(server.as("reader").get(TestServer.BUCKETS).headers().map())
                .containsKeys("x-content-type-options", "x-frame-options", "referrer-policy", "cache-control", "date")
                .doesNotContainKeys("server", "x-powered-by");
    }
}
