package io.snapferry.run;

import static io.snapferry.run.ExportFixture.export;
import static io.snapferry.run.ExportFixture.settings;
import static io.snapferry.run.ExportFixture.tree;
import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.compression.GzipCodec;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.SourceException;
import io.snapferry.source.location.Sources;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.discard.DiscardingObjectStore;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports whose chunks have several blocks. */
class BlockPipelineTest {
    private static final int CHUNK = 5 << 19;
    private static final byte[] DAMAGED = {12, 0, 0, 0, 0x7e, 'a', 0, 1, 0, 0, 0, 0};

    @TempDir
    private Path folder;

    private final Random random = new Random(5);

    private DumpBuilder addLarge(DumpBuilder dump, int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[20_000 + random.nextInt(60_000)];
            random.nextBytes(bytes);
            dump.document(new BsonDocument("_id", new BsonInt32(i))
                    .append("noise", new BsonBinary(bytes))
                    .append("text", new BsonString("lorem ipsum ".repeat(random.nextInt(2_000)))));
        }
        return dump;
    }

    /** As large, but quickly compressed. */
    private static DumpBuilder addSmooth(DumpBuilder dump, int count) {
        for (int i = 0; i < count; i++) {
            dump.document(new BsonDocument("text", new BsonString("x".repeat(100_000))));
        }
        return dump;
    }

    private DumpBuilder everySize() {
        DumpBuilder dump = dump().collection("sizes", "huge");
        dump.documents(3)
                .document(new BsonDocument("text", new BsonString("a long story\n".repeat(500_000))))
                .documents(3);
        for (int i = 0; i < 30; i++) {
            dump.collection("sizes", "tiny" + i).documents(i);
        }
        addLarge(dump.collection("sizes", "large"), 100);
        addLarge(dump.collection("sizes", "more"), 30);
        return dump.multiplexed(9);
    }

    @Test
    void anyNumberOfThreadsAndAnySourceGiveTheSameBytes() throws Exception {
        DumpBuilder dump = everySize();
        Path plain = dump.writeFolder(folder.resolve("dump"));
        export(plain, folder.resolve("1"), CHUNK, 1);
        Map<String, byte[]> expected = tree(folder.resolve("1"));

        for (int threads : List.of(2, 8, 32)) {
            assertSameExport(plain, threads, expected);
        }
        assertSameExport(dump.writeGzippedFolder(folder.resolve("gzipped")), 2, expected);
        assertSameExport(dump.writeArchive(folder.resolve("all.archive")), 8, expected);
        assertSameExport(dump.writeGzippedArchive(folder.resolve("all.archive.gz")), 32, expected);
        assertSameExport(dump.writeGzippedArchive(folder.resolve("all.archive.gz")), 1, expected);
    }

    private void assertSameExport(Path source, int threads, Map<String, byte[]> expected) throws Exception {
        Path bucket = Files.createTempDirectory(folder, "bucket");
        export(source, bucket, CHUNK, threads);
        Map<String, byte[]> found = tree(bucket);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((key, bytes) -> assertThat(Arrays.equals(bytes, expected.get(key)))
                .as(key + " of " + source + " with " + threads + " threads")
                .isTrue());
    }

    @Test
    void anObjectIsAMemberForEveryMebibyteOfBsonCountedFromItsStart() throws Exception {
        DumpBuilder dump = addLarge(dump().collection("shop", "orders"), 60);
        export(dump.writeFolder(folder.resolve("dump")), folder.resolve("bucket"), Long.MAX_VALUE, 3);

        assertThat(Files.readAllBytes(
                        folder.resolve("bucket").resolve(ExportFixture.PREFIX + "/shop/orders/rs0.0.json.gz")))
                .isEqualTo(members(dump.documentBytes("shop", "orders")));
    }

    private static byte[] members(byte[] documents) throws Exception {
        ByteBuffer lengths = ByteBuffer.wrap(documents).order(ByteOrder.LITTLE_ENDIAN);
        Transcoder transcoder = Transcoder.forMode(JsonMode.CANONICAL);
        OutputBuffer text = new OutputBuffer(1);
        OutputBuffer object = new OutputBuffer(1);
        try (GzipCodec codec = ExportFixture.CODEC.open()) {
            int blockStart = 0;
            int length;
            for (int position = 0; position < documents.length; position += length) {
                length = lengths.getInt(position);
                transcoder.transcode(documents, position, length, text);
                text.write('\n');
                if (position + length - blockStart >= 1 << 20 || position + length == documents.length) {
                    codec.compress(text.array(), 0, text.size(), object);
                    text.clear();
                    blockStart = position + length;
                }
            }
        }
        return object.toByteArray();
    }

    @Test
    void theFirstOfSeveralDamagedDocumentsIsToldEveryTimeAndNoPlaceIsLost() throws Exception {
        DumpBuilder dump = addSmooth(dump().collection("shop", "orders"), 15);
        long first = dump.documentBytes("shop", "orders").length + 4L;
        addSmooth(dump.rawDocument(DAMAGED), 1);
        addSmooth(dump.rawDocument(DAMAGED), 15);
        addSmooth(dump.rawDocument(DAMAGED), 5);
        Path source = dump.writeFolder(folder.resolve("dump"));

        try (BlockWorkers workers = new BlockWorkers(3);
                ObjectStore store = new DiscardingObjectStore()) {
            for (int run = 0; run < 100; run++) {
                assertThatExceptionOfType(SourceException.class)
                        .isThrownBy(() -> export(
                                Map.of("rs0", source),
                                store,
                                settings(Long.MAX_VALUE),
                                ExportLedger.forgetful(),
                                workers))
                        .withMessageContaining("shop.orders in shop/orders.bson at byte " + first + ":");
                assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
            }
        }
    }

    @Test
    void aStoreThatDoesNotTakeBytesStopsItsOwnRunOnly() throws Exception {
        Path source = addSmooth(dump().collection("shop", "orders"), 200).writeFolder(folder.resolve("dump"));
        try (BlockWorkers workers = new BlockWorkers(2);
                StoppedStore stopped = new StoppedStore()) {
            BackgroundRun slow = new BackgroundRun(source, stopped, workers);
            stopped.entered.await();

            exportTo(folder.resolve("bucket"), source, workers);

            assertThat(tree(folder.resolve("bucket")).keySet()).anyMatch(key -> key.endsWith("/.complete"));
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
            assertThat(slow.source.bytesRead.get())
                    .as("what the window and the buffers hold, of %d bytes", slow.source.sizeBytes())
                    .isLessThan(8 << 20)
                    .isLessThan(slow.source.sizeBytes() / 2);
            stopped.goOn.countDown();
            assertThat(slow.end()).isEmpty();
        }
    }

    @Test
    void aRunThatIsInterruptedInItsStoreEndsAndLeavesTheWorkersFree() throws Exception {
        Path source = addSmooth(dump().collection("shop", "orders"), 200).writeFolder(folder.resolve("dump"));
        try (BlockWorkers workers = new BlockWorkers(2);
                StoppedStore stopped = new StoppedStore()) {
            BackgroundRun run = new BackgroundRun(source, stopped, workers);
            stopped.entered.await();
            run.thread.interrupt();

            assertThat(run.end()).singleElement().isInstanceOfAny(InterruptedException.class, IOException.class);
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
            exportTo(folder.resolve("bucket"), source, workers);
        }
    }

    @Test
    void anObjectThatTheStoreRefusesInItsMiddleEndsTheRun() throws Exception {
        Path source = addLarge(dump().collection("shop", "orders"), 100).writeFolder(folder.resolve("dump"));
        try (BlockWorkers workers = new BlockWorkers(2);
                RefusingStore store = new RefusingStore()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> export(
                            Map.of("rs0", source), store, settings(Long.MAX_VALUE), ExportLedger.forgetful(), workers))
                    .withMessage("disk is full");
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    private static void exportTo(Path bucket, Path source, BlockWorkers workers)
            throws IOException, InterruptedException {
        try (ObjectStore store = new FolderObjectStore(Files.createDirectories(bucket))) {
            export(Map.of("rs0", source), store, settings(CHUNK), ExportLedger.forgetful(), workers);
        }
    }

    private static final class BackgroundRun {
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final CountedSource source;
        private final Thread thread;

        BackgroundRun(Path path, ObjectStore store, BlockWorkers workers) throws IOException {
            source = new CountedSource(Sources.open(path));
            thread = new Thread(() -> {
                try (source) {
                    new ExportRun(
                                    ExportFixture.request(settings(Long.MAX_VALUE)),
                                    new TreeMap<>(Map.of("rs0", source)),
                                    store,
                                    ExportLedger.forgetful(),
                                    new ExportProgress(),
                                    workers)
                            .run();
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
        }

        List<Throwable> end() throws InterruptedException {
            thread.join();
            return failures;
        }
    }

    /** Counts what its passes deliver. */
    private static final class CountedSource implements SnapshotSource {
        private final SnapshotSource source;
        private final AtomicLong bytesRead = new AtomicLong();

        CountedSource(SnapshotSource source) {
            this.source = source;
        }

        long sizeBytes() throws IOException {
            long size = 0;
            for (CollectionMetadata collection : source.collections()) {
                for (ChunkRange range : source.chunkRanges(collection.namespace(), Long.MAX_VALUE)) {
                    size += range.sizeBytes();
                }
            }
            return size;
        }

        @Override
        public SourceDescription description() {
            return source.description();
        }

        @Override
        public List<CollectionMetadata> collections() throws IOException {
            return source.collections();
        }

        @Override
        public List<ChunkRange> chunkRanges(Namespace namespace, long chunkSizeBytes) throws IOException {
            return source.chunkRanges(namespace, chunkSizeBytes);
        }

        @Override
        public List<ReadPass> passes(Collection<ChunkRange> ranges) throws IOException {
            List<ReadPass> counted = new ArrayList<>();
            for (ReadPass pass : source.passes(ranges)) {
                counted.add(new CountedPass(pass, bytesRead));
            }
            return counted;
        }

        @Override
        public SourceException badDocument(ChunkRange range, long positionInRange, String reason) {
            return source.badDocument(range, positionInRange, reason);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    private record CountedPass(ReadPass pass, AtomicLong bytesRead) implements ReadPass {
        @Override
        public List<ChunkRange> ranges() {
            return pass.ranges();
        }

        @Override
        public void read(DocumentReceiver receiver) throws IOException, InterruptedException {
            pass.read(new DocumentReceiver() {
                @Override
                public void documents(ChunkRange range, byte[] bytes, int offset, int length)
                        throws IOException, InterruptedException {
                    bytesRead.addAndGet(length);
                    receiver.documents(range, bytes, offset, length);
                }

                @Override
                public void finished(ChunkRange range) throws IOException, InterruptedException {
                    receiver.finished(range);
                }
            });
        }
    }

    /** Takes no byte of a chunk before it is told to go on. */
    private static final class StoppedStore extends WritingStore {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        void beforeWrite() throws IOException {
            entered.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private static final class RefusingStore extends WritingStore {
        private final AtomicInteger left = new AtomicInteger(2);

        @Override
        void beforeWrite() throws IOException {
            if (left.getAndDecrement() <= 0) {
                throw new IOException("disk is full");
            }
        }
    }

    private abstract static class WritingStore implements ObjectStore {
        private final ObjectStore discarding = new DiscardingObjectStore();

        abstract void beforeWrite() throws IOException;

        @Override
        public String location() {
            return "test";
        }

        @Override
        public void delete(ObjectKey key) throws IOException {
            discarding.delete(key);
        }

        @Override
        public ObjectWriter begin(ObjectKey key, String contentType) throws IOException {
            ObjectWriter writer = discarding.begin(key, contentType);
            if (!key.value().endsWith(".json.gz")) {
                return writer;
            }
            return new ObjectWriter() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    beforeWrite();
                    writer.write(bytes, offset, length);
                }

                @Override
                public PutReceipt commit() throws IOException {
                    return writer.commit();
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }

        @Override
        public void close() throws IOException {
            discarding.close();
        }
    }
}
