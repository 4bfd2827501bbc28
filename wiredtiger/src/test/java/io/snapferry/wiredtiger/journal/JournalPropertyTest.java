package io.snapferry.wiredtiger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.block.BlockCompressor;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any journal over any tables, read in any ranges with any memory, gives what the plainest replay gives. */
class JournalPropertyTest {
    private static final int TABLES = 3;
    private static final int FIRST_ID = 62;

    /** What a table holds, changed operation by operation. Keys are texts of one byte per character. */
    private static final class PlainTable {
        final NavigableMap<String, String> records = new TreeMap<>();

        void modify(String key, int offset, int replaced, String bytes) {
            records.computeIfPresent(key, (same, value) -> {
                StringBuilder text = new StringBuilder(value);
                while (text.length() < offset) {
                    text.append('\0');
                }
                return text.replace(offset, Math.min(offset + replaced, text.length()), bytes)
                        .toString();
            });
        }

        void truncate(String first, String last) {
            records.subMap(first, true, last, true).clear();
        }
    }

    private static final class Scenario {
        final Random random;
        final List<PlainTable> plain = new ArrayList<>();
        final List<Map<String, String>> base = new ArrayList<>();
        final List<LogFile> files = new ArrayList<>();

        Scenario(long seed, int operations) {
            random = new Random(seed);
            for (int table = 0; table < TABLES; table++) {
                PlainTable records = new PlainTable();
                for (int i = random.nextInt(12); i > 0; i--) {
                    records.records.put(key(), value());
                }
                plain.add(records);
                base.add(new TreeMap<>(records.records));
            }
            files.add(LogFile.first(1));
            for (int left = operations; left > 0; ) {
                int count = 1 + random.nextInt(Math.min(left, 4));
                left -= count;
                commit(count);
                if (random.nextInt(8) == 0) {
                    files.add(LogFile.following(files.size() + 1L, last().position()));
                }
            }
        }

        private LogFile last() {
            return files.get(files.size() - 1);
        }

        private void commit(int count) {
            LogOperation[] operations = new LogOperation[count];
            for (int i = 0; i < count; i++) {
                operations[i] = operation();
            }
            last().compressedBy(random.nextInt(4) == 0 ? BlockCompressor.SNAPPY : BlockCompressor.NONE)
                    .commit(operations);
        }

        private LogOperation operation() {
            int table = random.nextInt(TABLES);
            PlainTable records = plain.get(table);
            int fileId = FIRST_ID + table;
            String key = key();
            String value = value();
            return switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    records.records.put(key, value);
                    yield LogOperation.put(fileId, key, value);
                }
                case 4, 5 -> {
                    records.records.remove(key);
                    yield LogOperation.remove(fileId, key);
                }
                case 6, 7 -> {
                    int offset = random.nextInt(6);
                    int replaced = random.nextInt(4);
                    records.modify(key, offset, replaced, value);
                    yield LogOperation.modify(fileId, key, new LogModification().replace(offset, replaced, value));
                }
                case 8 -> LogOperation.put(FIRST_ID + TABLES, key, value);
                default -> truncate(records, fileId);
            };
        }

        private LogOperation truncate(PlainTable records, int fileId) {
            String one = key();
            String other = key();
            String first = one.compareTo(other) < 0 ? one : other;
            String last = one.compareTo(other) < 0 ? other : one;
            String highest = "z".repeat(8);
            return switch (random.nextInt(8)) {
                case 0 -> {
                    records.truncate("", highest);
                    yield LogOperation.truncateAll(fileId);
                }
                case 1 -> {
                    records.truncate(first, highest);
                    yield LogOperation.truncateFrom(fileId, first);
                }
                case 2 -> {
                    records.truncate("", last);
                    yield LogOperation.truncateTo(fileId, last);
                }
                default -> {
                    records.truncate(first, last);
                    yield LogOperation.truncateBetween(fileId, first, last);
                }
            };
        }

        /** Few and short, so that they meet and are prefixes of each other. */
        String key() {
            StringBuilder key = new StringBuilder();
            for (int length = random.nextInt(4); length > 0; length--) {
                key.append((char) ('a' + random.nextInt(3)));
            }
            return key.toString();
        }

        private String value() {
            return Integer.toString(random.nextInt(100_000)).substring(random.nextInt(2));
        }
    }

    @Property(seed = "1", tries = 150)
    void anyJournalGivesWhatThePlainestReplayGives(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 80) int operations,
            @ForAll @IntRange(min = 0, max = 12) int memoryBits)
            throws IOException {
        Scenario scenario = new Scenario(seed, operations);
        Path directory = Files.createTempDirectory("journal-property");
        try {
            for (LogFile file : scenario.files) {
                file.writeTo(directory.resolve("journal"));
            }
            Path temporary = Files.createDirectory(directory.resolve("temporary"));
            try (Changes changes = Changes.read(
                    Journal.of(directory),
                    new LogSequenceNumber(1, 0),
                    (fileId, position) -> fileId < FIRST_ID + TABLES,
                    1 << memoryBits,
                    temporary)) {
                for (int table = 0; table < TABLES; table++) {
                    holds(changes, scenario, table);
                }
            }
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).isEmpty();
            }
        } finally {
            delete(directory);
        }
    }

    private static void holds(Changes changes, Scenario scenario, int table) throws IOException {
        NavigableMap<String, String> expected = scenario.plain.get(table).records;
        try (RecordCursor cursor = changes.over(new MemoryTable(scenario.base.get(table)), FIRST_ID + table, false)) {
            assertThat(MemoryTable.read(cursor)).containsExactlyEntriesOf(expected);
            for (int i = 0; i < 4; i++) {
                String from = scenario.key();
                String to = scenario.key();
                if (from.compareTo(to) <= 0) {
                    cursor.seek(new KeyRange(Optional.of(MemoryTable.key(from)), Optional.of(MemoryTable.key(to))));
                    assertThat(MemoryTable.read(cursor))
                            .containsExactlyEntriesOf(expected.subMap(from, true, to, false));
                }
                cursor.seek(new KeyRange(Optional.of(MemoryTable.key(from)), Optional.empty()));
                assertThat(MemoryTable.read(cursor)).containsExactlyEntriesOf(expected.tailMap(from, true));
                cursor.seek(new KeyRange(Optional.empty(), Optional.of(MemoryTable.key(to))));
                assertThat(MemoryTable.read(cursor)).containsExactlyEntriesOf(expected.headMap(to, false));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
