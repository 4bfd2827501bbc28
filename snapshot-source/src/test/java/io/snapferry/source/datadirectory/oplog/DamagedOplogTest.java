package io.snapferry.source.datadirectory.oplog;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries with wrong bytes are refused or applied, and never end in anything else. */
final class DamagedOplogTest {
    private static final int ROUNDS = 400;
    private static final String SESSION = "lsid: {id: 1}, txnNumber: 1, ";

    private static final List<String> ENTRIES = List.of(
            "{op: 'i', ns: 'shop.orders', o: {_id: {$numberDecimal: '1.5'}, a: [1, {b: 'text'}]}}",
            "{op: 'u', ns: 'shop.orders', o2: {_id: 1}, o: {$v: 2, diff: {d: {a: false}, u: {c: 1}, sr: {a: true, l: 3,"
                    + " u1: 5, s2: {u: {x: 1}}}, b: {y: {o: 2, d: {$binary: {base64: 'YWJj', subType: '00'}}}}}}}",
            "{op: 'u', ns: 'shop.orders', b: true, o2: {_id: 1}, o: {$v: 1, $set: {'r.5.x': 1, a: 2}, $unset: {b: true}}}",
            "{op: 'd', ns: 'shop.orders', o: {_id: {a: [1, 2.5], b: {$regularExpression: {pattern: 'x', options: ''}}}}}",
            "{op: 'c', ns: 'shop.$cmd', o: {create: 'new', idIndex: {v: 2, key: {_id: 1}, name: '_id_'}}}",
            "{op: 'c', ns: 'shop.$cmd', o: {collMod: 'orders', index: {name: '_id_', hidden: true}, validator: {a: 1}}}",
            "{op: 'c', ns: 'shop.$cmd', o: {renameCollection: 'shop.orders', to: 'shop.x', dropTarget: true}}",
            "{op: 'c', ns: 'shop.$cmd', o: {commitIndexBuild: 'orders', indexes: [{v: 2, key: {b: 1}, name: 'b_1'}]}}",
            "{op: 'c', ns: 'shop.$cmd', o: {dropIndexes: 'orders', index: '*'}}",
            "{op: 'c', ns: 'admin.$cmd', " + SESSION + "prevOpTime: {ts: {$timestamp: {t: 100, i: 0}}}, o: {applyOps: ["
                    + "{op: 'i', ns: 'shop.orders', o: {_id: 1}}], count: 1}}",
            "{op: 'c', ns: 'admin.$cmd', " + SESSION + "prevOpTime: {ts: {$timestamp: {t: 100, i: 1}}},"
                    + " o: {commitTransaction: 1, commitTimestamp: {$timestamp: {t: 100, i: 1}}}}");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void isRefusedOrApplied(int number) throws IOException {
        Random random = new Random(number);
        MemoryRecords base = MemoryRecords.numbered(
                "{_id: 1, a: 1, r: [1, 2, {x: 0}], y: {$binary: {base64: 'YWJj', subType: '00'}}}");
        byte[] entry = Bson.bytes("{ts: {$timestamp: {t: 100, i: 1}}, v: 2, "
                + ENTRIES.get(number - 1).substring(1));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = entry.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                int at = random.nextInt(damaged.length);
                damaged[at] = (byte) (random.nextBoolean() ? damaged[at] ^ (1 << random.nextInt(8)) : random.nextInt());
            }
            TestOplog oplog = new TestOplog();
            oplog.table().put(TestOplog.STABLE + 1, damaged);
            apply(oplog, base);
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    private void apply(TestOplog oplog, MemoryRecords base) throws IOException {
        try (AppliedOplog applied = AppliedOplog.read(
                oplog.table(),
                TestOplog.STABLE,
                OptionalLong.empty(),
                List.of(TestOplog.orders("{}")),
                TestOplog.settings(1 << 16, directory))) {
            for (CollectionState collection : applied.collections()) {
                assertThat(applied.resolve(collection, base)).isNotNull();
            }
        } catch (SourceException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }
}
