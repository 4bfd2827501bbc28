package io.snapferry.wiredtiger.visibility;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.HistoryVersion;
import io.snapferry.wiredtiger.testing.ModificationBytes;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records with lives that are made up: written, changed, deleted and written again. What is read must be what a list of
 * all that happened says.
 */
class GeneratedHistoryTest {
    private static final int TABLE = 2;
    private static final long STABLE = 1_000;
    private static final int RECORDS = 1_500;
    /** From this transaction on, the checkpoint saw none. */
    private static final long UNSEEN_FROM = 5_000;

    @TempDir
    Path folder;

    private final List<Entry> page = new ArrayList<>();
    private final List<HistoryVersion> history = new ArrayList<>();
    private final List<Entry> expected = new ArrayList<>();

    /** @param value empty for a deletion */
    private record Write(long timestamp, long transaction, Optional<byte[]> value) {
        boolean isInTime() {
            return timestamp <= STABLE && transaction < UNSEEN_FROM;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void recordsAreReadAsTheyWereAtThePointInTime(long seed) throws IOException {
        Random random = new Random(seed);
        for (int id = 1; id <= RECORDS; id++) {
            addRecord(id * 3L, random);
        }
        directory()
                .stableTimestamp(STABLE)
                .snapshot(UNSEEN_FROM, UNSEEN_FROM)
                .baseWriteGeneration(1)
                .table(
                        "collection-0-1",
                        table -> table.logged(false)
                                .compressor(Compression.SNAPPY)
                                .pageBytes(4096, 512)
                                .records(page))
                .history(history, store -> store.compressor(Compression.ZSTD).pageBytes(2048, 512))
                .write(folder);

        assertThat(Records.of(folder, "collection-0-1.wt")).isEqualTo(Records.expected(expected));
    }

    private void addRecord(long id, Random random) {
        List<Write> writes = writes(random);
        byte[] key = Entry.of(id, new byte[0]).key();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            if (write.value().isEmpty()) {
                continue;
            }
            byte[] value = write.value().get();
            Window window = Window.from(write.timestamp(), write.transaction());
            int newer = i + 1;
            if (newer < writes.size()) {
                window = window.to(
                        writes.get(newer).timestamp(), writes.get(newer).transaction());
            }
            Optional<byte[]> newerValue = writes.subList(newer, writes.size()).stream()
                    .flatMap(later -> later.value().stream())
                    .findFirst();
            if (newerValue.isEmpty()) {
                page.add(Entry.of(key, value).with(window));
            } else if (random.nextBoolean()) {
                history.add(HistoryVersion.whole(TABLE, key, window, value));
            } else {
                history.add(HistoryVersion.modification(TABLE, key, window, difference(newerValue.get(), value)));
            }
        }
        writes.stream()
                .filter(Write::isInTime)
                .reduce((earlier, later) -> later)
                .flatMap(Write::value)
                .ifPresent(value -> expected.add(Entry.of(key, value)));
    }

    private static List<Write> writes(Random random) {
        List<Write> writes = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        long timestamp = 1L + random.nextInt((int) STABLE);
        long transaction = 1L + random.nextInt((int) UNSEEN_FROM);
        for (int i = 0; i < count; i++) {
            boolean isDeletion = i > 0 && writes.get(i - 1).value().isPresent() && random.nextInt(4) == 0;
            writes.add(new Write(timestamp, transaction, isDeletion ? Optional.empty() : Optional.of(value(random))));
            timestamp += 1L + random.nextInt(400);
            transaction += 1L + random.nextInt(1_000);
        }
        return writes;
    }

    private static byte[] value(Random random) {
        byte[] value = new byte[random.nextInt(60)];
        random.nextBytes(value);
        return value;
    }

    /** In two changes, the second of which may begin behind the end of what the first one left. */
    private static byte[] difference(byte[] from, byte[] to) {
        int same = Arrays.mismatch(from, to);
        int head = same < 0 ? from.length : same;
        int middle = (head + to.length) / 2;
        return new ModificationBytes()
                .replace(head, from.length - head, Arrays.copyOfRange(to, head, middle))
                .replace(middle, 0, Arrays.copyOfRange(to, middle, to.length))
                .toByteArray();
    }
}
