package io.snapferry.wiredtiger.btree;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.Truncate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/** Ranges and spans of trees that are made up, against what is read of all of the tree. */
class KeyRangeTest {
    private static final String FILE = "collection-0-1.wt";

    private Optional<Path> folder = Optional.empty();

    @Property(seed = "1", tries = 25)
    void aRangeHasTheRecordsThatAFullReadHasInIt(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = write(entries(random), random);
        List<String> all = Records.of(directory, FILE);

        for (int i = 0; i < 40; i++) {
            KeyRange range = new KeyRange(bound(random), bound(random));
            assertThat(Records.of(directory, FILE, range))
                    .as("%s", range)
                    .isEqualTo(all.stream().filter(line -> isIn(line, range)).toList());
        }
    }

    @Property(seed = "2", tries = 20)
    void aCursorSeeksAgainWhereverItStands(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = write(entries(random), random);
        List<String> all = Records.of(directory, FILE);

        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults());
                RecordCursor cursor = opened.records(opened.file(FILE).orElseThrow())) {
            for (int i = 0; i < 40; i++) {
                KeyRange range = new KeyRange(bound(random), Optional.empty());
                cursor.seek(range);
                int steps = random.nextInt(8);
                List<String> found = new ArrayList<>();
                while (found.size() < steps && cursor.next()) {
                    found.add(cursor.key() + " " + cursor.value());
                }
                assertThat(found)
                        .isEqualTo(all.stream()
                                .filter(line -> isIn(line, range))
                                .limit(steps)
                                .toList());
            }
        }
    }

    @Property(seed = "3", tries = 25)
    void spansHaveEachRecordOnceAndInOrder(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = write(entries(random), random);
        long spanBytes = 1L << random.nextInt(18);

        List<String> together = new ArrayList<>();
        List<LeafSpan> spans = divide(directory, spanBytes);
        for (int i = 0; i < spans.size(); i++) {
            Optional<Key> to = i + 1 < spans.size() ? spans.get(i + 1).from() : Optional.empty();
            together.addAll(
                    Records.of(directory, FILE, new KeyRange(spans.get(i).from(), to)));
        }

        assertThat(spans.get(0).from()).isEmpty();
        assertThat(together).isEqualTo(Records.of(directory, FILE));
    }

    @Property(seed = "4", tries = 10)
    void spansAreTheSameInADirectoryOfAnotherVersionBesideOtherTables(@ForAll long seed) throws IOException {
        Collection<Entry> entries = entries(new Random(seed));
        List<LeafSpan> spans = divide(write(entries, new Random(seed)), 4096);

        List<LeafSpan> again = divide(
                write(
                        entries,
                        new Random(seed),
                        directory().version("10.0.2").table("another", table -> table.records(9, id -> new byte[9]))),
                4096);

        assertThat(again).isEqualTo(spans);
    }

    private static List<LeafSpan> divide(Path directory, long spanBytes) throws IOException {
        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults())) {
            return opened.divide(opened.file(FILE).orElseThrow(), spanBytes).spans();
        }
    }

    private static boolean isIn(String line, KeyRange range) {
        Key key = Key.copyOf(HexFormat.of().parseHex(line.substring(0, line.indexOf(' '))));
        return range.from().filter(from -> key.compareTo(from) < 0).isEmpty()
                && range.to().filter(to -> key.compareTo(to) >= 0).isEmpty();
    }

    private static Optional<Key> bound(Random random) {
        return random.nextInt(6) == 0 ? Optional.empty() : Optional.of(Key.copyOf(key(random)));
    }

    /** Of few different bytes, so that many begin alike and some bounds are keys. */
    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(7)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) new int[] {0, 1, 0x7f, 0x80, 0xff}[random.nextInt(5)];
        }
        return key;
    }

    private static Collection<Entry> entries(Random random) {
        TreeMap<byte[], Entry> entries = new TreeMap<>(Arrays::compareUnsigned);
        int count = random.nextInt(1_000);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[random.nextInt(90)];
            random.nextBytes(value);
            byte[] key = key(random);
            Entry entry = Entry.of(key, value);
            entries.put(
                    key,
                    switch (random.nextInt(20)) {
                        case 0 -> entry.withKey(Placement.OVERFLOW);
                        case 1 -> entry.withValue(Placement.OVERFLOW);
                        default -> entry;
                    });
        }
        return entries.values();
    }

    private Path write(Collection<Entry> entries, Random random) throws IOException {
        return write(entries, random, directory());
    }

    private Path write(Collection<Entry> entries, Random random, DataDirectoryBuilder builder) throws IOException {
        Path target = folder.isPresent() ? folder.get() : Files.createTempDirectory("ranges");
        folder = Optional.of(target);
        int removedEvery = 2 + random.nextInt(8);
        builder.table("collection-0-1", table -> {
                    table.keyFormat("u")
                            .allocationBytes(512)
                            .compressor(List.of(Compression.values()).get(random.nextInt(4)))
                            .pageBytes(64 << random.nextInt(6), 64 << random.nextInt(5))
                            .overflowSeparatorsFrom(random.nextBoolean() ? 5 : Integer.MAX_VALUE)
                            .truncates(leaf -> leaf % removedEvery == 1 ? new Truncate.ForAll() : new Truncate.Not())
                            .records(entries);
                    if (random.nextBoolean()) {
                        table.prefixCompression();
                    }
                    if (random.nextBoolean()) {
                        table.shortSeparators();
                    }
                    if (random.nextBoolean()) {
                        table.rootIsLeaf();
                    }
                })
                .write(target);
        return target;
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        if (folder.isPresent()) {
            delete(folder.get());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
