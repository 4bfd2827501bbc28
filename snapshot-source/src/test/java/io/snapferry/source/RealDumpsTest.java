package io.snapferry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Dumps that mongodump itself wrote; skipped where the shared data is not there. */
class RealDumpsTest {
    @Test
    void readsMongoDbsSampleData() throws Exception {
        Path dump = sharedData().resolve("dumps/atlas-samples");
        try (SnapshotSource source = Sources.open(dump)) {
            assertThat(documentCounts(source))
                    .isEqualTo(new TreeMap<>(Map.of(
                            "sample_analytics.accounts", 1_746L,
                            "sample_analytics.customers", 500L,
                            "sample_geospatial.shipwrecks", 11_095L,
                            "sample_mflix.sessions", 1L,
                            "sample_mflix.theaters", 1_564L,
                            "sample_mflix.users", 185L,
                            "sample_training.zips", 29_470L)));
            Namespace zips = new Namespace("sample_training", "zips");
            List<ChunkRange> ranges = source.chunkRanges(zips, 500_000);
            assertThat(ReceivedDocuments.read(source, ranges).bytes(ranges))
                    .isEqualTo(Files.readAllBytes(dump.resolve("sample_training/zips.bson")));
        }
    }

    private static Map<String, Long> documentCounts(SnapshotSource source) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (CollectionMetadata collection : source.collections()) {
            long count = source.chunkRanges(collection.namespace(), 100_000).stream()
                    .mapToLong(ChunkRange::documentCount)
                    .sum();
            counts.put(collection.namespace().toString(), count);
        }
        return counts;
    }

    private static Path sharedData() {
        String told = System.getProperty("snapferry.shared", "");
        if (!told.isEmpty()) {
            return Path.of(told, "data");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data"))) {
                return at.resolve("shared/data");
            }
        }
        assumeTrue(false, "skipped: no folder shared/data above the working directory");
        throw new IllegalStateException("unreachable");
    }
}
