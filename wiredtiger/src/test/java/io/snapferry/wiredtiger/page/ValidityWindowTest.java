package io.snapferry.wiredtiger.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.btree.TreeCursor;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidityWindowTest {
    private static final int BITS = 7;

    @TempDir
    Path folder;

    @Test
    void eachChoiceOfNumbersIsReadWithTheDefaultsOfTheOthers() throws IOException {
        Random random = new Random(1);
        List<Window> windows = new ArrayList<>();
        for (int bits = 0; bits < 1 << BITS; bits++) {
            windows.add(new Window(
                    number(bits, 0, random),
                    number(bits, 1, random),
                    number(bits, 2, random),
                    number(bits, 3, random),
                    number(bits, 4, random),
                    number(bits, 5, random),
                    (bits & (1 << 6)) != 0));
        }
        List<Entry> entries = new ArrayList<>();
        for (Window window : windows) {
            entries.add(Entry.of(entries.size() + 1, new byte[3]).with(window));
        }
        DataDirectoryBuilder.directory()
                .table("collection-0-1", table -> table.pageBytes(200, 200).records(entries))
                .write(folder);

        assertThat(read())
                .isEqualTo(windows.stream().map(ValidityWindowTest::expected).toList());
    }

    private static OptionalLong number(int bits, int bit, Random random) {
        return (bits & (1 << bit)) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(random.nextBoolean() ? random.nextInt(10_000) : random.nextLong());
    }

    private static String expected(Window window) {
        long start = window.startTimestamp().orElse(0);
        Optional<Long> stop = window.stopTimestamp().isPresent()
                ? Optional.of(window.stopTimestamp().getAsLong())
                : Optional.empty();
        return "%d %d %d %d %d %d %b"
                .formatted(
                        start,
                        window.startTransaction().orElse(0),
                        window.startDurable().orElse(start),
                        stop.orElse(-1L),
                        window.stopTransaction().orElse(-11),
                        window.stopDurable().orElse(stop.orElse(0L)),
                        window.isPrepared());
    }

    private List<String> read() throws IOException {
        List<String> found = new ArrayList<>();
        try (DataDirectory opened = DataDirectory.open(folder, OpenSettings.defaults());
                TreeCursor cursor = new TreeCursor(
                        opened.file("collection-0-1.wt").orElseThrow().tree(folder), (truncate, page) -> false)) {
            while (cursor.next()) {
                ValidityWindow window = cursor.window();
                found.add("%d %d %d %d %d %d %b"
                        .formatted(
                                window.startTimestamp(),
                                window.startTransaction(),
                                window.startDurable(),
                                window.stopTimestamp(),
                                window.stopTransaction(),
                                window.stopDurable(),
                                window.isPrepared()));
            }
        }
        return found;
    }
}
