package io.snapferry.wiredtiger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much a journal holds, little of it is in memory. */
class JournalMemoryTest {
    private static final int TABLE = 7;
    private static final LogSequenceNumber BEGIN = new LogSequenceNumber(1, 0);
    private static final int MODIFICATIONS = 100_000;
    private static final int OPERATIONS_PER_RECORD = 1000;

    @TempDir
    private Path directory;

    private Changes read(int memoryBytes) throws IOException {
        return Changes.read(Journal.of(directory), BEGIN, (fileId, position) -> true, memoryBytes, directory);
    }

    @Test
    void aKeyThatIsModifiedOftenKeepsOnlyItsValueInMemory() throws IOException {
        LogFile file = LogFile.first(1).commit(LogOperation.put(TABLE, "key", "x".repeat(100)));
        for (int done = 0; done < MODIFICATIONS; done += OPERATIONS_PER_RECORD) {
            LogOperation[] operations = new LogOperation[OPERATIONS_PER_RECORD];
            for (int i = 0; i < OPERATIONS_PER_RECORD; i++) {
                operations[i] = LogOperation.modify(
                        TABLE, "key", new LogModification().replace(0, 6, String.format("%06d", done + i + 1)));
            }
            file.commit(operations);
        }
        file.writeTo(directory);
        try (Changes changes = read(1 << 18);
                RecordCursor cursor = changes.over(new MemoryTable(Map.of()), TABLE, false)) {
            assertThat(changes.count()).isEqualTo(MODIFICATIONS + 1);
            assertThat(MemoryTable.read(cursor)).isEqualTo(Map.of("key", "100000" + "x".repeat(94)));
        }
    }

    @Test
    void muchMoreThanTheLimitIsReadWithLittleMemory() throws IOException {
        int files = 4;
        int recordsPerFile = 12;
        int operationsPerRecord = 1024;
        int limitBytes = 4 << 20;
        String value = "v".repeat(1000);
        LogSequenceNumber previous = BEGIN;
        for (int number = 1; number <= files; number++) {
            LogFile file = LogFile.following(number, previous);
            for (int i = 0; i < recordsPerFile; i++) {
                LogOperation[] operations = new LogOperation[operationsPerRecord];
                for (int j = 0; j < operationsPerRecord; j++) {
                    int key = ((number * recordsPerFile + i) * operationsPerRecord + j) * 7919 % 1_000_003;
                    operations[j] = LogOperation.put(TABLE, String.format("%07d", key), value);
                }
                file.commit(operations);
            }
            previous = file.position();
            file.writeTo(directory);
        }
        long before = usedBytes();
        try (Changes changes = read(limitBytes);
                RecordCursor cursor = changes.over(new MemoryTable(Map.of()), TABLE, false)) {
            int count = 0;
            String last = "";
            while (cursor.next()) {
                String key = new String(cursor.key().toByteArray(), StandardCharsets.ISO_8859_1);
                assertThat(key).isGreaterThan(last);
                last = key;
                count++;
            }
            assertThat(count).isEqualTo(files * recordsPerFile * operationsPerRecord);
            // The last batch, and a buffer for each of the files.
            assertThat(usedBytes() - before).isLessThan(4L * limitBytes);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
