package io.snapferry.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes as the documents of a collection in a folder, gzipped when they begin so: refused with their place, or read. */
class DumpFolderFuzzTest {
    private static final byte GZIP_FIRST_BYTE = 0x1f;

    @TempDir
    private static Path folder;

    @FuzzTest
    void documents(byte[] bytes) throws IOException, InterruptedException {
        boolean isGzipped = bytes.length > 0 && bytes[0] == GZIP_FIRST_BYTE;
        Path dump = folder.resolve(isGzipped ? "gzipped" : "plain");
        Path database = Files.createDirectories(dump.resolve("shop"));
        DumpFuzz.readOrRefuse(bytes, database.resolve(isGzipped ? "orders.bson.gz" : "orders.bson"), dump);
    }
}
