package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    private static DumpBuilder shop() {
        return dump().versions("7.0.16", "100.11.0")
                .collection("shop", "orders")
                .documents(3)
                .indexes(
                        "[{\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"}, {\"v\": 2, \"key\": {\"a\": 1}, \"name\": \"a_1\"}]")
                .uuid("00112233445566778899aabbccddeeff")
                .view("shop", "open", "orders")
                .collection("shop", "bell\u0007")
                .collection("admin", "system.version")
                .documents(1)
                .oplog(2);
    }

    @Test
    void showsNamespacesInATable() {
        CommandRun run = CommandRun.done(
                "inspect", shop().writeFolder(folder.resolve("dump")).toString());
        assertThat(run.out().lines().findFirst().orElseThrow())
                .contains(folder.resolve("dump").toString())
                .contains("MongoDB 7.0.16")
                .contains("100.11.0");
        assertThat(run.out()).containsPattern("note: .*oplog");
        assertThat(run.out()).containsPattern("NAMESPACE +KIND +DOCUMENTS +BSON +INDEXES +EXPORTED");
        assertThat(run.out()).containsPattern("shop\\.orders +collection +3 +\\d+ B +2 +yes");
        assertThat(run.out()).containsPattern("shop\\.open +view +0 +0 B +0 +no");
        assertThat(run.out()).containsPattern("admin\\.system\\.version +collection +1 +\\d+ B +1 +no");
        assertThat(run.out()).contains("4 namespaces, 4 documents, ");
    }

    @Test
    void letsNoNameControlTheTerminal() {
        CommandRun run = CommandRun.done(
                "inspect", shop().writeFolder(folder.resolve("dump")).toString());
        assertThat(run.out()).doesNotContain("\u0007").contains("shop.bell\ufffd");
    }

    @Test
    void printsOneJsonObjectForScripts() {
        Path archive = shop().writeArchive(folder.resolve("dump.archive"));
        JsonNode contents =
                CommandRun.done("inspect", archive.toString(), "--output=json").json();
        assertThat(contents.fieldNames())
                .toIterable()
                .containsExactly(
                        "source",
                        "kind",
                        "serverVersion",
                        "toolVersion",
                        "notices",
                        "collections",
                        "documents",
                        "bytes");
        assertThat(contents.path("documents").asInt()).isEqualTo(4);
        assertThat(contents.path("notices").toString()).contains("oplog");
        JsonNode orders = StreamSupport.stream(contents.path("collections").spliterator(), false)
                .filter(collection -> collection.path("collection").asText().equals("orders"))
                .findFirst()
                .orElseThrow();
        assertThat(orders.path("database").asText()).isEqualTo("shop");
        assertThat(orders.path("documents").asInt()).isEqualTo(3);
        assertThat(orders.path("indexes").asInt()).isEqualTo(2);
        assertThat(orders.path("uuid").asText()).isEqualTo("00112233445566778899aabbccddeeff");
        assertThat(orders.path("bytes").asInt()).isEqualTo(shop().documentBytes("shop", "orders").length);
        assertThat(orders.path("exported").asBoolean()).isTrue();
    }

    @Test
    void failsOnWhatIsNoSource() {
        CommandRun run = CommandRun.of("inspect", folder.resolve("gone").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("gone").contains("mongodump folder or archive");
    }

    @Test
    void refusesTheOplogOfWhatHasNone() {
        CommandRun run = CommandRun.of(
                "inspect", shop().writeFolder(folder.resolve("dump")).toString(), "--to-top-of-oplog");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("--to-top-of-oplog is for data directories");
    }

    @Test
    void refusesToReadAtTheCheckpointAndToTheTopOfTheOplog() {
        CommandRun run = CommandRun.of("inspect", folder.toString(), "--to-top-of-oplog", "--at-checkpoint");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--at-checkpoint and --to-top-of-oplog exclude each other");
    }
}
