package io.snapferry.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.server.testing.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/webhooks.md against the code. */
final class WebhookDocumentTest {
    private static final String SECRET = "a secret of some length";

    @TempDir
    private Path folder;

    private final String document = Documents.read("webhooks.md");

    @Test
    void listsEveryEvent() {
        assertThat(Documents.table(document, "| event | when |"))
                .extracting(row -> row.substring(row.indexOf('`') + 1, row.lastIndexOf('`', row.indexOf(" | "))))
                .containsExactlyElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
    }

    @Test
    void checksSignaturesInShellAsItSays() throws Exception {
        assumeTrue(runs("openssl version"), "there is no openssl");
        byte[] body = "{\"id\":\"\u00e4\"}".getBytes(StandardCharsets.UTF_8);
        String signature =
                WebhookSignature.of(List.of("another one", SECRET), Instant.ofEpochSecond(1_767_327_069), body);
        String later = signature.replace("t=1767327069", "t=1767327070");

        assertThat(isGenuine(block("sh"), signature, body)).isTrue();
        assertThat(isGenuine(block("sh"), later, body)).isFalse();
        assertThat(isGenuine(block("sh"), signature, "{}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private String block(String language) {
        String start = "```" + language + "\n";
        int from = document.indexOf(start) + start.length();
        return document.substring(from, document.indexOf("```", from));
    }

    private boolean isGenuine(String script, String signature, byte[] body) throws Exception {
        Files.write(folder.resolve("body"), body);
        return runs("SIGNATURE='" + signature + "'\nSECRET='" + SECRET + "'\n" + script);
    }

    private boolean runs(String script) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
