package io.snapferry.source.datadirectory.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.packing.PackedWriter;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations at random, laid over records, against a map that does the same step by step. */
final class RandomOplogTest {
    private static final int IDS = 40;
    private static final int OPERATIONS = 300;

    @TempDir
    Path directory;

    static Stream<int[]> seedsAndMemory() {
        Stream<int[]> cases = Stream.iterate(1, seed -> seed + 1)
                .limit(30)
                .flatMap(seed -> Stream.of(5_000, 1 << 20).map(memory -> new int[] {seed, memory}));
        return Stream.concat(cases, Stream.of(new int[] {31, 1})); // the last has a file for each change
    }

    /** Documents by what their _id amounts to, in the order in which they were inserted. */
    private final Map<Integer, BsonDocument> model = new LinkedHashMap<>();

    private final TestOplog oplog = new TestOplog();

    @ParameterizedTest
    @MethodSource("seedsAndMemory")
    void isTheSameAsOneOperationAfterTheOther(int[] seedAndMemory) throws IOException {
        Random random = new Random(seedAndMemory[0]);
        MemoryRecords base = new MemoryRecords("q");
        for (int id = 0; id < IDS; id += 1 + random.nextInt(3)) {
            BsonDocument document = BsonDocument.parse("{_id: " + id + ", a: 0, b: 0, r: [0, {x: 0}]}");
            base.append(Bson.bytes(document));
            model.put(id, document);
        }
        for (int i = 0; i < OPERATIONS; i++) {
            operate(random, random.nextInt(IDS), i);
        }
        try (AppliedOplog applied = oplog.apply(TestOplog.settings(seedAndMemory[1], directory))) {
            CollectionState orders = applied.collections().get(0);
            List<String> expected =
                    model.values().stream().map(BsonDocument::toJson).toList();
            assertThat(TestOplog.documents(applied, orders, base)).isEqualTo(expected);
            assertThat(inRanges(applied.resolve(orders, base).orElseThrow(), base, random))
                    .isEqualTo(expected);
            assertThat(applied.resolve(orders, base).orElseThrow().documentDelta())
                    .isEqualTo(expected.size()
                            - TestOplog.documents(oplogOfNothing(), orders, base)
                                    .size());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    private AppliedOplog oplogOfNothing() throws IOException {
        return new TestOplog().apply(TestOplog.settings(1, directory));
    }

    /** Two ranges whose border lies anywhere, also behind the last record. */
    private static List<String> inRanges(ResolvedCollection changes, MemoryRecords base, Random random)
            throws IOException {
        Key border = Key.copyOf(
                new PackedWriter().unsigned(1 + random.nextInt(2 * IDS)).toByteArray());
        List<String> documents = new ArrayList<>();
        for (KeyRange range : List.of(
                new KeyRange(Optional.empty(), Optional.of(border)),
                new KeyRange(Optional.of(border), Optional.empty()))) {
            try (RecordCursor cursor = changes.over(base.open())) {
                cursor.seek(range);
                while (cursor.next()) {
                    documents.add(Bson.document(cursor.value().toByteArray()).toJson());
                }
            }
        }
        return documents;
    }

    private void operate(Random random, int id, int n) {
        String anyType = switch (random.nextInt(4)) {
            case 0 -> "{$numberInt: '" + id + "'}";
            case 1 -> "{$numberLong: '" + id + "'}";
            case 2 -> "{$numberDouble: '" + id + ".0'}";
            default -> "{$numberDecimal: '" + id + ".0'}";
        };
        BsonDocument document = model.get(id);
        switch (random.nextInt(6)) {
            case 0 -> {
                oplog.insert("{_id: " + anyType + ", a: " + n + "}");
                model.put(id, BsonDocument.parse("{_id: " + anyType + ", a: " + n + "}"));
            }
            case 1 -> {
                oplog.delete(anyType);
                model.remove(id);
            }
            case 2 -> {
                oplog.update(anyType, "{_id: " + id + ", r: [" + n + "]}");
                if (document != null) {
                    model.put(id, BsonDocument.parse("{_id: " + id + ", r: [" + n + "]}"));
                }
            }
            case 3 -> {
                oplog.update(anyType, "{$v: 1, $set: {a: " + n + "}, $unset: {b: true}}");
                if (document != null) {
                    document.putAll(BsonDocument.parse("{a: " + n + "}"));
                    document.remove("b");
                }
            }
            case 4 -> {
                oplog.update(anyType, "{$v: 2, diff: {d: {a: false}, u: {c: " + n + "}, i: {b: " + n + "}}}");
                if (document != null) {
                    document.remove("a");
                    document.remove("b");
                    document.putAll(BsonDocument.parse("{c: " + n + ", b: " + n + "}"));
                }
            }
            default -> oplog.add("{op: 'n', ns: '', o: {}}");
        }
    }
}
