package io.snapferry.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotFailureTest {
    @Test
    void everyCodeIsExplained() {
        String document = Documents.read("errors.md");
        List<String> explained =
                Documents.table(document.substring(document.indexOf("## Why a snapshot failed")), "| code | meaning |")
                        .stream()
                        .map(row -> row.split("`", -1)[1])
                        .toList();

        assertThat(explained).containsExactlyElementsOf(SnapshotFailure.codes());
    }
}
