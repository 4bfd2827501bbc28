package io.snapferry.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.http.Operation;
import io.snapferry.server.testing.Documents;
import io.snapferry.server.testing.TestServer;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
    private final List<Operation> operations = TestServer.emptyApi().operations();

    private final String document = Documents.read("api.md");

    @Test
    void listsEveryOperationWithItsPermission() {
        List<String> expected = operations.stream()
                .sorted(Comparator.comparing((Operation o) -> o.route().template())
                        .thenComparing(o -> o.route().method()))
                .map(o -> "| `" + o.route() + "` | " + o.permission() + " |")
                .distinct() // the versions of one operation share a row
                .toList();

        assertThat(Documents.table(document, "| operation | permission |")).isEqualTo(expected);
    }

    @Test
    void listsTheRolesThatGiveAPermission() {
        List<String> expected = Stream.of(Permission.values())
                .map(permission -> "| " + permission + " | " + roles(permission) + " |")
                .toList();

        assertThat(Documents.table(document, "| permission | given by |")).isEqualTo(expected);
    }

    private static String roles(Permission permission) {
        return switch (permission) {
            case ANYONE -> "nothing, not even a key is needed";
            case ANY_KEY -> "any key";
            default -> permission.roles().stream().sorted().map(Role::name).collect(Collectors.joining(", "));
        };
    }

    @Test
    void showsAnExampleOfEveryOperation() {
        List<String> examples =
                document.lines().filter(line -> line.startsWith("curl ")).toList();
        for (Operation operation : operations) {
            String path = operation.route().template().replaceAll("\\{[a-zA-Z]+}", "[^/ ?\"]+");
            Pattern example = Pattern.compile(
                    "curl .*--request " + operation.route().method() + " .*\\$SERVER" + path + "/?(\\?[^\"]*)?\".*");

            assertThat(examples).as(operation.route().toString()).anyMatch(example.asMatchPredicate());
        }
    }
}
