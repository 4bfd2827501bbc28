package io.snapferry.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.location.Sources;
import io.snapferry.store.discard.DiscardingObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientPassTest {
    @TempDir
    private Path folder;

    /** A source that is less than it said. */
    private static final class Silent implements ReadPass {
        @Override
        public List<ChunkRange> ranges() {
            return List.of(new ChunkRange(Namespace.parse("shop.orders"), 0, 0, 3, 0, 30));
        }

        @Override
        public void read(DocumentReceiver receiver) {}
    }

    @Test
    void aPassThatGivesLessThanItsChunksEndsTheRun() throws Exception {
        Path dump = DumpBuilder.dump().collection("shop", "orders").writeFolder(folder.resolve("dump"));
        try (SnapshotSource source = Sources.open(dump);
                DiscardingObjectStore store = new DiscardingObjectStore()) {
            StoreOutage outage = new StoreOutage(store, new StorePatience(Duration.ofMinutes(1)));
            assertThatThrownBy(() -> new PatientPass(new Silent(), source, outage, (pass, finished) -> {}).run())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a pass ended without 1 of its chunks")
                    .hasMessageContaining("shop.orders");
        }
    }
}
