package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartCommandTest {
    @TempDir
    private Path folder;

    @Test
    void showsTheWholeWayForAReplicaSetAndForAShardedCluster() {
        CommandRun run = CommandRun.done(
                "quickstart", "--data-dir", folder.resolve("all").toString());
        List<String> lines = run.out().lines().toList();
        int sharded = lines.indexOf("== A cluster of two shards");
        int replicaSet = lines.indexOf("== A replica set");
        assertThat(replicaSet).isPositive().isLessThan(sharded);
        assertShowsAnExport(lines.subList(replicaSet, sharded), "\"exportStatus\"", ".*orders/rs0\\.0\\.json\\.gz.*");
        assertShowsAnExport(
                lines.subList(sharded, lines.size()), "\"components\"", ".*orders/shard-1\\.0\\.json\\.gz.*");
        assertThat(run.err()).isEmpty();
        assertThat(CommandRun.done(
                                "verify",
                                folder.resolve("all/buckets/quickstart").toString())
                        .out())
                .hasLineCount(2);
    }

    private static void assertShowsAnExport(List<String> lines, String ofItsKind, String object) {
        assertThat(lines)
                .anyMatch(line -> line.startsWith("curl ") && line.contains("--digest"))
                .anyMatch(line -> line.startsWith("HTTP 200 ") && line.contains(ofItsKind))
                .contains("state: Successful")
                .anyMatch(line -> line.matches(object))
                .anyMatch(line -> line.startsWith(".complete"))
                .anyMatch(line -> line.startsWith("{\"_id\":{\"$oid\":\""))
                .anyMatch(line -> line.matches("read back: \\d{4,} documents in \\d+ objects, whole"));
    }

    @Test
    void refusesAFolderOfAnEarlierRun() {
        CommandRun.done("quickstart", "--data-dir", folder.toString());
        CommandRun run = CommandRun.of("quickstart", "--data-dir", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(folder.toString());
    }
}
