package io.snapferry.wiredtiger.hostile;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.testing.BlockEdit;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.HistoryVersion;
import io.snapferry.wiredtiger.testing.ModificationBytes;
import io.snapferry.wiredtiger.testing.PackedBytes;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.TableBuilder;
import io.snapferry.wiredtiger.testing.Truncate;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Blocks that were changed before their checksums were made, so that the whole chain of checksums is right. The reader
 * must give an error that says where, or other records; never anything else, not for long, and not in much memory. The
 * seeds are fixed: a failure comes again.
 */
class ForgedBlocksTest {
    private static final String TABLE = "collection-0-1.wt";
    private static final int MUTATIONS = 400;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** Which file is forged, and when: before or after it is compressed. */
    enum Target {
        TABLE_PAGE,
        TABLE_BLOCK,
        HISTORY_PAGE,
        HISTORY_BLOCK,
        METADATA_PAGE,
        METADATA_BLOCK
    }

    @ParameterizedTest
    @EnumSource
    void aForgedBlockIsAnErrorOrOtherRecords(Target target) {
        int refused = Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            int errors = 0;
            for (int seed = 0; seed < MUTATIONS; seed++) {
                errors += read(write(target, new Random(seed)), "seed " + seed) ? 0 : 1;
            }
            return errors;
        });

        assertThat(refused).as("of %s forgeries", MUTATIONS).isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private Path write(Target target, Random random) {
        Forgery forgery = new Forgery(random, target.name().endsWith("PAGE"));
        Consumer<TableBuilder> none = table -> {};
        Consumer<TableBuilder> forged = table -> table.edit(forgery);
        return switch (target) {
            case TABLE_PAGE, TABLE_BLOCK -> build(random, forged, none, none);
            case HISTORY_PAGE, HISTORY_BLOCK -> build(random, none, forged, none);
            case METADATA_PAGE, METADATA_BLOCK -> build(random, none, none, forged);
        };
    }

    private Path build(
            Random random,
            Consumer<TableBuilder> table,
            Consumer<TableBuilder> history,
            Consumer<TableBuilder> metadata) {
        List<Compression> compressions = List.of(Compression.values());
        Compression compression = compressions.get(random.nextInt(compressions.size()));
        List<Entry> entries = new ArrayList<>();
        List<HistoryVersion> versions = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            byte[] value = ("value " + i % 3 + " ").repeat(1 + i % 7).getBytes(StandardCharsets.UTF_8);
            Entry entry = Entry.of(i, value);
            entries.add(
                    switch (i % 6) {
                        case 0 -> entry.withKey(Placement.OVERFLOW);
                        case 1 -> entry.withValue(Placement.OVERFLOW);
                        case 2 -> entry;
                        case 3 -> entry.with(Window.from(5, 5).to(9, 9));
                        default -> entry.with(Window.from(i, i));
                    });
            byte[] changes = new ModificationBytes().replace(0, 2, value).toByteArray();
            versions.add(HistoryVersion.modification(
                    2, entry.key(), Window.from(1, 1).to(i, i), changes));
        }
        DataDirectoryBuilder builder = directory()
                .stableTimestamp(7)
                .snapshot(20, 30, 22)
                .baseWriteGeneration(1)
                .table(
                        "collection-0-1",
                        one -> table.accept(one.logged(false)
                                .allocationBytes(512)
                                .compressor(compression)
                                .compressesAlways()
                                .prefixCompression()
                                .valueCopies()
                                .overflowSeparatorsFrom(random.nextBoolean() ? 1 : 100)
                                .truncates(leaf -> leaf % 3 == 1 ? new Truncate.By(4, 4, 8) : new Truncate.Not())
                                .pageBytes(random.nextBoolean() ? 120 : 2_000, 60)
                                .records(entries)))
                .history(
                        versions,
                        one -> history.accept(one.allocationBytes(512)
                                .compressor(compression)
                                .compressesAlways()
                                .pageBytes(200, 100)))
                .metadata(one -> metadata.accept(one.allocationBytes(512).pageBytes(900, 100)));
        return builder.write(folder);
    }

    /** Whether everything could be read. */
    private static boolean read(Path directory, String seed) {
        try (DataDirectory opened = DataDirectory.open(directory, OpenSettings.defaults())) {
            Optional<KeyRange> range = Optional.of(new KeyRange(
                    Optional.of(Key.copyOf(new PackedBytes().signed(13).toByteArray())), Optional.empty()));
            Records.of(directory, TABLE);
            Records.of(directory, TABLE, range.get());
            opened.divide(opened.file(TABLE).orElseThrow(), 256);
            return true;
        } catch (WiredTigerFormatException e) {
            assertThat(e.file()).as(seed).isNotEmpty();
            return false;
        } catch (NoSuchElementException e) {
            return false; // the table's own entry in the metadata was changed
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(seed, e);
        }
    }

    /** Changes one block in one to four places. */
    private static final class Forgery implements BlockEdit {
        private static final int HEADER_BYTES = 40;

        private final Random random;
        private final boolean beforeCompression;
        private final int chosen;
        private final int changes;

        Forgery(Random random, boolean beforeCompression) {
            this.random = random;
            this.beforeCompression = beforeCompression;
            this.chosen = random.nextInt(12);
            this.changes = 1 + random.nextInt(4);
        }

        @Override
        public void page(int index, byte[] image) {
            if (beforeCompression && index == chosen) {
                change(image);
            }
        }

        @Override
        public void block(int index, byte[] block) {
            if (!beforeCompression && index == chosen) {
                change(block);
            }
        }

        private void change(byte[] bytes) {
            for (int i = 0; i < changes; i++) {
                int from = random.nextInt(4) == 0 ? 0 : HEADER_BYTES;
                int to = from == 0 ? HEADER_BYTES : Math.min(bytes.length, HEADER_BYTES + 150);
                if (to <= from) {
                    return;
                }
                int at = from + random.nextInt(to - from);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bytes[at] = (byte) random.nextInt(256);
                    case 2 -> bytes[at] = (byte) 0xff;
                    default -> bytes[at]++;
                }
            }
        }
    }
}
