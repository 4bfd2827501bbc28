package io.snapferry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump as folder, gzipped folder, archive and gzipped archive is one snapshot. */
class SameSnapshotInFourFormsTest {
    @TempDir
    Path directory;

    private List<SnapshotSource> sources = List.of();

    @BeforeEach
    void openAllForms() throws IOException {
        DumpBuilder dump = SnapshotSourceContractTest.shop();
        sources = List.of(
                Sources.open(dump.writeFolder(directory.resolve("plain"))),
                Sources.open(dump.writeGzippedFolder(directory.resolve("gzipped"))),
                Sources.open(dump.writeArchive(directory.resolve("archive"))),
                Sources.open(dump.writeGzippedArchive(directory.resolve("archive.gz"))));
    }

    @Test
    void givesTheSameCollections() throws IOException {
        List<CollectionMetadata> expected = withoutSizes(sources.get(0).collections());
        for (SnapshotSource source : sources) {
            assertThat(withoutSizes(source.collections())).isEqualTo(expected);
        }
    }

    @Test
    void givesTheSameRangesAndBytesForEveryChunkSize() throws Exception {
        for (long chunkSizeBytes : new long[] {1, 300, 1000, 1 << 20}) {
            List<ChunkRange> expected = SnapshotSourceContractTest.allRanges(sources.get(0), chunkSizeBytes);
            ReceivedDocuments documents = ReceivedDocuments.read(sources.get(0), expected);
            for (SnapshotSource source : sources) {
                List<ChunkRange> ranges = SnapshotSourceContractTest.allRanges(source, chunkSizeBytes);
                assertThat(ranges).isEqualTo(expected);
                ReceivedDocuments received = ReceivedDocuments.read(source, ranges);
                for (ChunkRange range : ranges) {
                    assertThat(received.bytes(range)).isEqualTo(documents.bytes(range));
                }
            }
        }
    }

    /** Only a plain file's size is known without reading. */
    private static List<CollectionMetadata> withoutSizes(List<CollectionMetadata> collections) {
        return collections.stream()
                .map(c -> new CollectionMetadata(
                        c.namespace(),
                        c.kind(),
                        c.options(),
                        c.indexes(),
                        c.uuidHex(),
                        c.documentCount(),
                        Optional.empty()))
                .toList();
    }
}
