package io.snapferry.server.atlas;

import static io.snapferry.server.contract.SpecifiedAnswers.assertFits;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects in v1.0 and v2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsTest {
    private static final String V1 = "/api/atlas/v1.0";
    private static final String V2 = "/api/atlas/v2";
    private static final String FIRST = "2023-01-01";

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void showsAProjectAsV1Does() {
        HttpResponse<String> answer = server.as("reader").get(V1 + "/groups/" + TestServer.PROJECT);

        assertThat(answer.body())
                .isEqualTo(
                        "{\"clusterCount\":2,\"created\":\"2026-01-02T03:27:08Z\",\"id\":\"64b0000000000000000000bb\","
                                + "\"links\":[{\"href\":\"" + server.uri()
                                + "/api/atlas/v1.0/groups/64b0000000000000000000bb\",\"rel\":\"self\"}],"
                                + "\"name\":\"Shop\",\"orgId\":\"64b0000000000000000000aa\"}");
        assertFits(answer, "get /api/atlas/v1.0/groups/{groupId}");
    }

    @Test
    void showsAProjectAsV2Does() {
        HttpResponse<String> answer = server.as("reader").get(V2 + "/groups/" + TestServer.PROJECT, "2025-03-12");

        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/vnd.atlas.2023-01-01+json;charset=utf-8");
        assertThat(answer.body()).contains("\"tags\":[]", "\"withDefaultAlertsSettings\":true");
        assertFits(answer, "get /api/atlas/v2/groups/{groupId}");
    }

    @Test
    void listsOnlyTheProjectsOfTheKey() {
        HttpResponse<String> all = server.as("orgreader").get(V1 + "/groups");
        HttpResponse<String> one = server.as("stranger").get(V2 + "/groups", FIRST);

        assertThat(all.body()).contains("\"Shop\"", "\"Lab\"", "\"totalCount\":2");
        assertFits(all, "get /api/atlas/v1.0/groups");
        assertThat(one.body()).contains("\"Lab\"", "\"totalCount\":1").doesNotContain("Shop");
        assertFits(one, "get /api/atlas/v2/groups");
        assertThat(server.as("member").get(V1 + "/groups").body()).contains("\"results\":[]");
    }

    @Test
    void listsTheProjectsOfAnOrganization() {
        HttpResponse<String> answer =
                server.as("orgreader").get(V2 + "/orgs/" + TestServer.ORGANIZATION + "/groups", FIRST);

        assertThat(answer.body()).contains("\"totalCount\":2");
        assertFits(answer, "get /api/atlas/v2/orgs/{orgId}/groups");
    }

    @Test
    void findsAProjectByNameOnlyForThoseWhoMaySeeIt() {
        HttpResponse<String> own = server.as("reader").get(V1 + "/groups/byName/Shop");
        HttpResponse<String> foreign = server.as("reader").get(V1 + "/groups/byName/Lab");
        HttpResponse<String> unknown = server.as("reader").get(V1 + "/groups/byName/Zoo");

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace("Lab", "Zoo")).isEqualTo(unknown.body());
    }

    @Test
    void makesRenamesAndDeletesAProject() {
        HttpResponse<String> created = server.as("orgowner")
                .send(
                        "POST",
                        V2 + "/groups",
                        FIRST,
                        "{\"name\":\"Caf\u00e9 1\",\"orgId\":\"" + TestServer.ORGANIZATION
                                + "\",\"tags\":[],\"withDefaultAlertsSettings\":true}");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = created.body().replaceAll(".*\"id\":\"([0-9a-f]{24})\".*", "$1");
        assertThat(server.as("orgowner")
                        .get(V1 + "/groups/byName/Caf%C3%A9%201")
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> renamed =
                server.as("orgowner").send("PATCH", V2 + "/groups/" + id, FIRST, "{\"name\":\"Bar\"}");
        assertThat(renamed.statusCode()).isEqualTo(200);
        assertFits(renamed, "patch /api/atlas/v2/groups/{groupId}");

        HttpResponse<String> deleted = server.as("orgowner").delete(V2 + "/groups/" + id, FIRST);
        assertThat(deleted.statusCode()).isEqualTo(202);
        assertThat(deleted.body()).isEqualTo("{}");
        assertThat(server.as("orgowner").get(V1 + "/groups/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsAProjectThatHasClusters() {
        for (String path : new String[] {V1 + "/groups/", "/api/snapferry/v1/groups/"}) {
            HttpResponse<String> answer = server.as("owner").delete(path + TestServer.PROJECT);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
        }
    }

    @Test
    void deletesAnEmptiedProjectThroughOurOwnApi() {
        try (TestServer server = TestServer.start()) {
            String project = "/api/snapferry/v1/groups/" + TestServer.OTHER_PROJECT;

            assertThat(server.as("stranger").delete(project + "/clusters/c1").statusCode())
                    .isEqualTo(204);
            assertThat(server.as("stranger").delete(project).statusCode()).isEqualTo(204);
            assertThat(server.as("orgowner").get(project).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"orgId\":\"64b0000000000000000000aa\"}; 400; MISSING_ATTRIBUTE",
                "{\"name\":\"x\"}; 400; MISSING_ATTRIBUTE",
                "{\"name\":7,\"orgId\":\"64b0000000000000000000aa\"}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"name\":\"x\",\"orgId\":\"nope\"}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\"\",\"orgId\":\"64b0000000000000000000aa\"}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\" x\",\"orgId\":\"64b0000000000000000000aa\"}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\"a\\u0000b\",\"orgId\":\"64b0000000000000000000aa\"}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"orgId\":\"64b0000000000000000000aa\",\"extra\":1}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"orgId\":\"64b0000000000000000000aa\",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}; 400; INVALID_ATTRIBUTE",
                "{\"name\":\"x\",\"orgId\":\"64b0000000000000000000aa\",\"tags\":{}}; 400; INVALID_JSON_ATTRIBUTE",
                "{\"name\":\"x\",\"orgId\":\"64b0000000000000000000ff\"}; 404; ORG_NOT_FOUND",
                "{\"name\":\"Lab\",\"orgId\":\"64b0000000000000000000aa\"}; 409; GROUP_ALREADY_EXISTS"
            })
    void refusesABadProject(String body, int status, String code) {
        HttpResponse<String> answer = server.as("orgowner").post(V1 + "/groups", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Error-Code")).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orgreader", "member", "owner"})
    void refusesAProjectOfWhoeverOwnsNoOrganization(String key) {
        String body = "{\"name\":\"x\",\"orgId\":\"" + TestServer.ORGANIZATION + "\"}";

        assertThat(server.as(key).post(V1 + "/groups", body).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesTheNameOfAnotherProject() {
        HttpResponse<String> answer =
                server.as("owner").patch(V1 + "/groups/" + TestServer.PROJECT, "{\"name\":\"Lab\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
    }

    @Test
    void takesAPathThatLooksLikeAttackForAName() {
        for (String name : new String[] {"%27%3B%20drop%20table%20project", "%00", "%F0%9F%92%A9", "x".repeat(5000)}) {
            assertThat(server.as("orgowner").get(V1 + "/groups/byName/" + name).statusCode())
                    .isIn(404, 400);
        }
    }
}
