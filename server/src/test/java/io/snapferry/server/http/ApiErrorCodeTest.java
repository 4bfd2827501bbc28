package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.testing.Documents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiErrorCodeTest {
    /** Atlas answers 400; the path names the key, so 404 is what clients can act on. */
    private static final Set<ApiErrorCode> OTHER_STATUS_THAN_ATLAS =
            Set.of(ApiErrorCode.API_KEY_NOT_FOUND, ApiErrorCode.INVALID_VERSION_DATE);

    @Test
    void isListedInTheDocumentWordForWord() {
        List<String> expected = Stream.of(ApiErrorCode.values())
                .map(code -> "| `" + code + "` | " + code.status() + " | " + code.template() + " | "
                        + (code.origin() == ApiErrorCode.Origin.ATLAS ? "Atlas" : "ours") + " |")
                .toList();

        assertThat(Documents.table(Documents.read("errors.md"), "| code | status | text | coined by |"))
                .isEqualTo(expected);
    }

    @Test
    void isInAlphabeticalOrder() {
        List<String> names = Stream.of(ApiErrorCode.values()).map(Enum::name).toList();

        assertThat(names).containsExactlyElementsOf(new TreeSet<>(names));
    }

    @Test
    void hasAtlassStatusWhereAtlasHasTheCode() throws JsonProcessingException {
        Optional<String> reference = Documents.shared("atlas/error-codes.json");
        assumeTrue(reference.isPresent(), "no shared/atlas/error-codes.json, so codes were not compared with Atlas's");
        JsonNode documented =
                new ObjectMapper().readTree(reference.orElseThrow()).path("documented");

        for (ApiErrorCode code : ApiErrorCode.values()) {
            if (documented.has(code.name())) {
                assertThat(code.origin()).isEqualTo(ApiErrorCode.Origin.ATLAS);
                if (!OTHER_STATUS_THAN_ATLAS.contains(code)) {
                    assertThat(code.status())
                            .as(code.name())
                            .isEqualTo(documented.path(code.name()).intValue());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoPlaceholderInItsText(ApiErrorCode code) {
        assertThat(code.with("a", "b", "c", "d", "e").getMessage())
                .doesNotContain("{", "}")
                .isNotEmpty();
    }

    @Test
    void takesBracesInAParameterForText() {
        assertThat(ApiErrorCode.INVALID_ATTRIBUTE.with("{1}", "second").getMessage())
                .isEqualTo("The attribute {1} is invalid: second.");
    }

    @Test
    void cutsAParameterThatARequestMadeLong() {
        assertThat(ApiErrorCode.INVALID_ATTRIBUTE.with("x".repeat(100_000), "y").getMessage())
                .hasSizeLessThan(700);
    }
}
