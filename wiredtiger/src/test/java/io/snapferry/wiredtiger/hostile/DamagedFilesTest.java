package io.snapferry.wiredtiger.hostile;

import static io.snapferry.wiredtiger.testing.DataDirectoryBuilder.directory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.testing.Compression;
import io.snapferry.wiredtiger.testing.DataDirectoryBuilder;
import io.snapferry.wiredtiger.testing.Entry;
import io.snapferry.wiredtiger.testing.HistoryVersion;
import io.snapferry.wiredtiger.testing.Placement;
import io.snapferry.wiredtiger.testing.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were changed or cut after they were written. What is read must be an error or just what was there. */
class DamagedFilesTest {
    private static final String TABLE = "collection-0-1.wt";
    private static final String HISTORY = "WiredTigerHS.wt";
    private static final String METADATA = "WiredTiger.wt";
    private static final String TURTLE = "WiredTiger.turtle";

    @TempDir
    Path folder;

    private List<String> sound = List.of();

    @BeforeEach
    void writeDirectory() throws IOException {
        sound = Records.of(small().write(folder), TABLE);
        assertThat(sound).hasSize(6);
    }

    /** Leaves, internal pages on two levels, overflow items, a history store; all as small as can be. */
    private static DataDirectoryBuilder small() {
        List<Entry> entries = new ArrayList<>();
        List<HistoryVersion> versions = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            Entry entry = Entry.of(i, ("value " + i + " ").repeat(5).getBytes(StandardCharsets.UTF_8));
            entries.add(i % 3 == 0 ? entry.withValue(Placement.OVERFLOW) : entry.with(Window.from(i, i)));
            versions.add(HistoryVersion.whole(
                    2, entry.key(), Window.from(1, 1).to(i, i), "older".getBytes(StandardCharsets.UTF_8)));
        }
        return directory()
                .stableTimestamp(4)
                .table(
                        "collection-0-1",
                        table -> table.logged(false)
                                .allocationBytes(512)
                                .compressor(Compression.SNAPPY)
                                .pageBytes(150, 40)
                                .records(entries))
                .history(versions, store -> store.allocationBytes(512).pageBytes(150, 100))
                .metadata(table -> table.allocationBytes(512).pageBytes(400, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {TABLE, HISTORY, METADATA})
    void eachChangedByteOfAFileIsFoundOrHarmless(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        int harmless = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            Files.write(folder.resolve(file), damaged);
            try {
                assertThat(Records.of(folder, TABLE)).as("byte %s", i).isEqualTo(sound);
                harmless++;
            } catch (WiredTigerFormatException e) {
                assertThat(e).as("byte %s", i).hasMessageContaining(file);
            }
        }

        // All blocks are needed and covered whole, and so is the first unit.
        assertThat(harmless).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {TABLE, HISTORY, METADATA})
    void aFileThatIsCutAnywhereIsAnError(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        for (int length = 0; length < bytes.length; length++) {
            Files.write(folder.resolve(file), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Records.of(folder, TABLE))
                    .as("%s bytes", length)
                    .isInstanceOf(WiredTigerFormatException.class)
                    .hasMessageContaining(file);
        }
    }

    @Test
    void aTurtleThatIsCutAnywhereIsAnError() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(TURTLE));
        for (int length = 0; length < bytes.length; length++) {
            Files.write(folder.resolve(TURTLE), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Records.of(folder, TABLE))
                    .as("%s bytes", length)
                    .isInstanceOf(WiredTigerFormatException.class)
                    .hasMessageContaining("WiredTiger");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x10, 0x80})
    void aTurtleWithAChangedByteIsAnErrorOrReadAsItWas(int change) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(TURTLE));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) change;
            Files.write(folder.resolve(TURTLE), damaged);
            readOrRefuse("byte " + i);
        }
    }

    @Test
    void aTurtleWithoutOneOfItsCharactersIsAnErrorOrReadAsItWas() throws IOException {
        String text = Files.readString(folder.resolve(TURTLE));
        for (int i = 0; i < text.length(); i++) {
            Files.writeString(folder.resolve(TURTLE), text.substring(0, i) + text.substring(i + 1));
            readOrRefuse("character " + i);
        }
    }

    private void readOrRefuse(String change) throws IOException {
        try {
            assertThat(Records.of(folder, TABLE)).as(change).isEqualTo(sound);
        } catch (WiredTigerFormatException e) {
            assertThat(e.reason()).as(change).isNotEmpty();
        } catch (RuntimeException e) {
            fail(change, e);
        }
    }

    @Test
    void aTurtleOfAnotherDirectoryIsAnError(@TempDir Path other) throws IOException {
        small().table("collection-9-1", table -> table.records(3, id -> new byte[1]))
                .write(other);
        Files.copy(other.resolve(TURTLE), folder.resolve(TURTLE), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> Records.of(folder, TABLE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageContaining(METADATA)
                .hasMessageContaining("WiredTiger.turtle and WiredTiger.wt may come from different moments");
    }

    @Test
    void aTableOfAnotherDirectoryIsAnError(@TempDir Path other) throws IOException {
        directory()
                .table(
                        "collection-0-1",
                        table -> table.allocationBytes(512).pageBytes(50, 50).records(500, id -> new byte[20]))
                .write(other);
        Files.copy(other.resolve(TABLE), folder.resolve(TABLE), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> Records.of(folder, TABLE))
                .isInstanceOf(WiredTigerFormatException.class)
                .hasMessageStartingWith(TABLE);
    }
}
