package io.snapferry.wiredtiger.journal;

import static io.snapferry.wiredtiger.journal.LogOperation.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
    private static final int TABLE = 7;
    private static final int CHANGES = 40;
    private static final int MEMORY_BYTES = 100;

    @TempDir
    private Path directory;

    private Path temporary = Path.of("");
    private final LogFile file = LogFile.first(1);

    @BeforeEach
    void writeJournal() throws IOException {
        temporary = Files.createDirectory(directory.resolve("temporary"));
        for (int i = 0; i < CHANGES; i++) {
            file.commit(put(TABLE, String.format("%02d", i * 7 % CHANGES), "value"));
        }
        file.writeTo(directory);
    }

    private Changes read(int memoryBytes, Path into) throws IOException {
        return Changes.read(
                Journal.of(directory), new LogSequenceNumber(1, 0), (fileId, position) -> true, memoryBytes, into);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    @Test
    void noneIsMadeWhenAllChangesFitIntoMemory() throws IOException {
        try (Changes changes = read(1 << 20, temporary)) {
            assertThat(changes.count()).isEqualTo(CHANGES);
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void theyAreGoneWhenTheChangesAreClosed() throws IOException {
        Changes changes = read(MEMORY_BYTES, temporary);
        assertThat(left()).hasSizeGreaterThan(1);
        changes.close();
        assertThat(left()).isEmpty();
        changes.close();
    }

    @Test
    void severalCursorsReadThemAtTheSameTime() throws IOException {
        try (Changes changes = read(MEMORY_BYTES, temporary);
                RecordCursor one = changes.over(new MemoryTable(Map.of()), TABLE, false);
                RecordCursor other = changes.over(new MemoryTable(Map.of()), TABLE, false)) {
            for (int i = 0; i < CHANGES; i++) {
                assertThat(one.next()).isTrue();
                assertThat(other.next()).isTrue();
                assertThat(one.key().toByteArray()).isEqualTo(other.key().toByteArray());
            }
            assertThat(one.next()).isFalse();
        }
    }

    @Test
    void theyAreGoneWhenTheJournalIsDamagedBehindThem() throws IOException {
        file.commit(LogOperation.of(200, fields -> {})).writeTo(directory);
        assertThatThrownBy(() -> read(MEMORY_BYTES, temporary)).isInstanceOf(WiredTigerFormatException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> read(MEMORY_BYTES, temporary.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
