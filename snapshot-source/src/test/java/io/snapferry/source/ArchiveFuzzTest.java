package io.snapferry.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes as an archive, gzipped or not: refused with their place, or read to the end. */
class ArchiveFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void archive(byte[] bytes) throws InterruptedException {
        Path file = folder.resolve("a.archive");
        DumpFuzz.readOrRefuse(bytes, file, file);
    }
}
