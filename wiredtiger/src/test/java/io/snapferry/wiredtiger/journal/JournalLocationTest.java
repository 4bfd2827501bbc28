package io.snapferry.wiredtiger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLocationTest {
    @TempDir
    private Path directory;

    @Test
    void aDirectoryWithoutFilesHasAnEmptyJournal() throws IOException {
        Journal journal = Journal.of(directory);
        assertThat(journal.isEmpty()).isTrue();
        assertThat(journal.first()).isEmpty();
    }

    @Test
    void filesInTheSubdirectoryAreFound() throws IOException {
        LogFile.first(4).writeTo(directory.resolve("journal"));
        LogFile.first(5).writeTo(directory.resolve("journal"));
        Journal journal = Journal.of(directory);
        assertThat(journal.first()).contains(new LogSequenceNumber(4, 0));
        assertThat(journal.has(new LogSequenceNumber(5, 128))).isTrue();
        assertThat(journal.has(new LogSequenceNumber(6, 0))).isFalse();
    }

    @Test
    void filesBesideTheTablesAreFound() throws IOException {
        LogFile.first(4).writeTo(directory);
        assertThat(Journal.of(directory).first()).contains(new LogSequenceNumber(4, 0));
    }

    @Test
    void theSubdirectoryGoesBeforeFilesBesideTheTables() throws IOException {
        LogFile.first(4).writeTo(directory);
        LogFile.first(8).writeTo(directory.resolve("journal"));
        assertThat(Journal.of(directory).first()).contains(new LogSequenceNumber(8, 0));
    }

    @Test
    void filesThatArePreparedForLaterAreNoPartOfIt() throws IOException {
        Files.createDirectory(directory.resolve("journal"));
        for (String name : new String[] {
            "WiredTigerPreplog.0000000001",
            "WiredTigerTmplog.0000000001",
            "WiredTigerLog.1",
            "WiredTigerLog.0000000001.gz"
        }) {
            Files.write(directory.resolve("journal").resolve(name), new byte[128]);
        }
        assertThat(Journal.of(directory).isEmpty()).isTrue();
    }
}
