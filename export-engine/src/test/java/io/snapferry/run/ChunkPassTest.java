package io.snapferry.run;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.json.JsonMode;
import io.snapferry.plan.Chunk;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.location.Sources;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.discard.DiscardingObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pass whose source fails while documents that it delivered are under way. */
class ChunkPassTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final byte[] DAMAGED = {12, 0, 0, 0, 0x7e, 'a', 0, 1, 0, 0, 0, 0};
    private static final String LATER = "cut behind the documents";

    @TempDir
    private Path folder;

    @Test
    void aDamagedDocumentIsToldBeforeWhatTheSourceFoundBehindIt() {
        DumpBuilder dump = dump().collection("shop", "orders").documents(20).rawDocument(DAMAGED);
        long position = dump.documentBytes("shop", "orders").length - DAMAGED.length + 4L;
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> runUntilTheSourceFails(dump.documents(20)))
                .satisfies(e -> assertThat(e.position()).hasValue(position))
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().asString().contains(LATER));
    }

    @Test
    void aDamagedDocumentInABlockThatIsOutWithTheWorkersIsToldToo() {
        DumpBuilder dump = dump().collection("shop", "orders").documents(20).rawDocument(DAMAGED);
        long position = dump.documentBytes("shop", "orders").length - DAMAGED.length + 4L;
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> runUntilTheSourceFails(dump.documents(15_000)))
                .satisfies(e -> assertThat(e.position()).hasValue(position));
    }

    @Test
    void whatTheSourceFoundIsToldWhenTheDocumentsBeforeItAreSound() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> runUntilTheSourceFails(
                        dump().collection("shop", "orders").documents(20)))
                .withMessageContaining(LATER);
    }

    /** The source fails before the last document. */
    private void runUntilTheSourceFails(DumpBuilder dump) throws IOException, InterruptedException {
        byte[] documents = dump.documentBytes("shop", "orders");
        try (BlockWorkers workers = new BlockWorkers(2);
                EncodingTools tools = new EncodingTools(JsonMode.CANONICAL, Codecs::deflater);
                ObjectStore store = new DiscardingObjectStore();
                SnapshotSource source = Sources.open(dump.documents(1).writeFolder(folder.resolve("dump")))) {
            ChunkRange range = source.chunkRanges(ORDERS, Long.MAX_VALUE).get(0);
            Chunk chunk = new Chunk("rs0", range, new ObjectKey("shop/orders/rs0.0.json.gz"));
            BlocksUnderWay underWay = new BlocksUnderWay(workers, tools, new BlockWindow(2));
            try {
                new ChunkPass(
                                Map.of(range, chunk),
                                source,
                                store,
                                workers,
                                underWay,
                                new ExportProgress(),
                                (done, object) -> {})
                        .run(new FailingPass(range, documents));
            } finally {
                assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record FailingPass(ChunkRange range, byte[] documents) implements ReadPass {
        @Override
        public List<ChunkRange> ranges() {
            return List.of(range);
        }

        @Override
        public void read(DocumentReceiver receiver) throws IOException, InterruptedException {
            receiver.documents(range, documents, 0, documents.length);
            throw SourceException.inFile(range.namespace(), "orders.bson", LATER);
        }
    }
}
