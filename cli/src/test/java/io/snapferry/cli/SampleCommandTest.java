package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
    @TempDir
    private Path folder;

    private Path replicaSet() {
        Path dump = folder.resolve("sample");
        CommandRun.done("sample", "--to", dump.toString());
        return dump;
    }

    @Test
    void holdsEveryBsonType() throws IOException {
        Set<BsonType> missing = EnumSet.allOf(BsonType.class);
        missing.remove(BsonType.END_OF_DOCUMENT);
        for (RawBsonDocument document : documents(replicaSet().resolve("types/every_type.bson"))) {
            for (BsonValue value : document.values()) {
                missing.remove(value.getBsonType());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void holdsAViewACappedAnEmptyAndAUnicodeCollection() throws IOException {
        Path dump = replicaSet();
        JsonNode contents =
                CommandRun.done("inspect", dump.toString(), "--output=json").json();
        List<String> described = new ArrayList<>();
        contents.path("collections")
                .forEach(collection ->
                        described.add(collection.path("collection").asText() + " "
                                + collection.path("kind").asText() + " "
                                + (collection.path("documents").asInt() == 0 ? "empty" : "filled")));
        assertThat(described)
                .contains(
                        "openOrders view empty",
                        "events collection filled",
                        "returns collection empty",
                        "Grüße/☕ 100% collection filled");
        assertThat(Files.readString(dump.resolve("shop/events.metadata.json"))).contains("\"capped\":true");
        assertThat(Files.readString(dump.resolve("shop/orders.metadata.json"))).contains("customer_1_placedAt_-1");
    }

    @Test
    void dividesTheSameDocumentsOverShards() throws IOException {
        Path whole = replicaSet();
        CommandRun run =
                CommandRun.done("sample", "--to", folder.resolve("shards").toString(), "--shards", "2");
        assertThat(run.out()).hasLineCount(2);
        List<Path> shards = List.of(folder.resolve("shards/shard-0"), folder.resolve("shards/shard-1"));
        for (String path : FolderTree.of(whole).keySet()) {
            if (!path.endsWith(".bson")) {
                continue;
            }
            List<String> together = new ArrayList<>();
            for (Path shard : shards) {
                if (Files.exists(shard.resolve(path))) {
                    together.addAll(texts(shard.resolve(path)));
                }
            }
            assertThat(together).as(path).containsExactlyInAnyOrderElementsOf(texts(whole.resolve(path)));
        }
        assertThat(texts(shards.get(1).resolve("shop/orders.bson"))).hasSizeGreaterThan(100);
    }

    @Test
    void isTheSameEveryTime() throws IOException {
        CommandRun.done("sample", "--to", folder.resolve("again").toString());
        assertThat(FolderTree.of(folder.resolve("again"))).isEqualTo(FolderTree.of(replicaSet()));
    }

    @Test
    void refusesAFolderThatHoldsSomething() {
        Path dump = replicaSet();
        CommandRun run = CommandRun.of("sample", "--to", dump.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains(dump.toString()).contains("not empty");
        assertThat(CommandRun.of("sample", "--to", folder.resolve("x").toString(), "--shards=0")
                        .status())
                .isEqualTo(2);
    }

    private static List<String> texts(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> texts = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int length = buffer.getInt(position);
            texts.add(new String(bytes, position, length, StandardCharsets.ISO_8859_1));
            position += length;
        }
        return texts;
    }

    private static List<RawBsonDocument> documents(Path file) throws IOException {
        return texts(file).stream()
                .map(text -> new RawBsonDocument(text.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }
}
