package io.snapferry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a dump whose bytes a fuzzer made. */
final class DumpFuzz {
    /** Small, so that the few documents of a seed make several chunks. */
    private static final long CHUNK_SIZE_BYTES = 700;

    private DumpFuzz() {}

    /** Writes the bytes into the file, and reads the source all of its chunks. A refusal must be one of the source. */
    static void readOrRefuse(byte[] bytes, Path file, Path source) throws InterruptedException {
        try {
            Files.write(file, bytes);
            readAll(source);
        } catch (SourceException refused) {
            // what a bad dump must do
        } catch (IOException e) {
            throw new AssertionError("another error than a source's", e);
        }
    }

    private static void readAll(Path path) throws IOException, InterruptedException {
        try (SnapshotSource source = Sources.open(path)) {
            List<ChunkRange> ranges = SnapshotSourceContractTest.allRanges(source, CHUNK_SIZE_BYTES);
            assertThat(ReceivedDocuments.read(source, ranges).finished()).containsExactlyInAnyOrderElementsOf(ranges);
        }
    }
}
