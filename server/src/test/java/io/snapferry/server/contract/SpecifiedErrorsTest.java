package io.snapferry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.ClusterType;
import io.snapferry.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Brings every served operation to the errors that every operation can have, whether its specification lists them or not, and
 * holds the answers against the schema. A conflict is a matter of single operations, and is brought about for each that has one
 * here.
 */
class SpecifiedErrorsTest {
    private static final String UNKNOWN = "64b0000000000000000000ff";
    private static final Set<Permission> OF_ANY_KEY = Set.of(Permission.ANYONE, Permission.ANY_KEY);

    static List<Case> cases() {
        return Case.all().stream()
                .filter(one -> one.type() == ClusterType.REPLICASET)
                .toList();
    }

    static List<Case> guarded() {
        return only(one -> one.operation().permission() != Permission.ANYONE);
    }

    static List<Case> ofSomebody() {
        return only(one -> !OF_ANY_KEY.contains(one.operation().permission())
                && Stream.of("groupId", "orgId").anyMatch(one::names));
    }

    static List<Case> withABody() {
        return only(one ->
                !Fixtures.of(one).body().apply(Situation.unserved(one.type())).isEmpty());
    }

    static List<Case> withAConflict() {
        return only(one -> Conflicts.of(one).isPresent());
    }

    private static List<Case> only(Predicate<Case> wanted) {
        return cases().stream().filter(wanted).toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("guarded")
    void isNotForThoseWhoDidNotSignIn(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = prepared(one, server);

            HttpResponse<String> response = one.sendUnsigned(situation);

            assertThat(response.statusCode()).isEqualTo(401);
            one.assertErrorAsSpecified(response);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("ofSomebody")
    void isNotForThoseWhoHaveNoRoleThere(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = prepared(one, server);

            HttpResponse<String> response = send(one, situation, "stranger", "");

            assertThat(response.statusCode()).isEqualTo(403);
            one.assertErrorAsSpecified(response);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("ofSomebody")
    void isNotFoundInWhatDoesNotExist(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = prepared(one, server);
            situation.parameters().put("groupId", UNKNOWN);
            situation.parameters().put("orgId", UNKNOWN);

            HttpResponse<String> response = send(one, situation, "orgowner", "");

            assertThat(response.statusCode()).isEqualTo(404);
            one.assertErrorAsSpecified(response);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cases")
    void refusesAParameterThatIsNone(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = prepared(one, server);

            HttpResponse<String> response = send(one, situation, "orgowner", "?pretty=perhaps");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("INVALID_QUERY_PARAMETER");
            one.assertErrorAsSpecified(response);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withABody")
    void refusesABodyThatIsNone(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Situation situation = prepared(one, server);

            for (String body : List.of("{", "[[]]", "{\"noSuchAttribute\":1}", "{\"\":[{\"a\":{}}]}")) {
                HttpResponse<String> response = one.send(situation, "orgowner", "", body);

                assertThat(response.statusCode()).as(body).isEqualTo(400);
                one.assertErrorAsSpecified(response);
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("withAConflict")
    void refusesWhatConflicts(Case one) throws IOException {
        try (TestServer server = TestServer.start()) {
            Fixture conflict = Conflicts.of(one).orElseThrow();
            Situation situation = Situation.of(server, one.type());
            conflict.preparation().accept(situation);

            HttpResponse<String> response =
                    one.send(situation, "orgowner", "", conflict.body().apply(situation));

            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(one.documents(409)).isTrue();
            one.assertErrorAsSpecified(response);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("guarded")
    void refusesOneRequestTooMany(Case one) throws IOException {
        try (TestServer server = TestServer.limitedTo(1)) {
            Situation situation = prepared(one, server);
            send(one, situation, "stranger", "");

            HttpResponse<String> response = send(one, situation, "stranger", "");

            assertThat(response.statusCode()).isEqualTo(429);
            one.assertErrorAsSpecified(response);
        }
    }

    private static Situation prepared(Case one, TestServer server) {
        Situation situation = Situation.of(server, one.type());
        Fixtures.of(one).preparation().accept(situation);
        return situation;
    }

    private static HttpResponse<String> send(Case one, Situation situation, String key, String query) {
        return one.send(situation, key, query, Fixtures.of(one).body().apply(situation));
    }
}
