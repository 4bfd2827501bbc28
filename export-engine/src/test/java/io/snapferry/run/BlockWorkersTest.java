package io.snapferry.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.compression.GzipCodec;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BlockWorkersTest {
    private static final byte[] DOCUMENT = {5, 0, 0, 0, 0};
    private static final byte[] DAMAGED = {5, 0, 0, 0, 0, 5, 0, 0, 0, 1};

    /** Says when it begins, and goes on when it may. */
    private static final class GateCodec implements GzipCodec {
        private final GzipCodec codec = Codecs.deflater();
        private final CountDownLatch entered;
        private final CountDownLatch open;

        GateCodec(CountDownLatch entered, CountDownLatch open) {
            this.entered = entered;
            this.open = open;
        }

        @Override
        public void compress(byte[] text, int offset, int length, OutputBuffer out) {
            entered.countDown();
            boolean isInterrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            codec.compress(text, offset, length, out);
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private EncodingTools gatedTools() {
        return new EncodingTools(JsonMode.RELAXED, () -> new GateCodec(entered, open));
    }

    private static EncodingTools tools() {
        return new EncodingTools(JsonMode.RELAXED, Codecs::deflater);
    }

    private static BlockTask submit(BlockWorkers workers, byte[] block, EncodingTools tools)
            throws InterruptedException {
        return workers.submit(block.length, () -> block, tools);
    }

    private static String text(EncodedBlock block) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.members().forEach(bytes::writeBytes);
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void encodesABlock() throws Exception {
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = tools()) {
            EncodedBlock encoded = submit(workers, DOCUMENT, tools).await();
            assertThat(text(encoded)).isEqualTo("{}\n");
            assertThat(encoded.documents()).isEqualTo(1);
            assertThat(encoded.bsonBytes()).isEqualTo(5);
            assertThat(encoded.textBytes()).isEqualTo(3);
        }
    }

    @Test
    void admitsNoMoreBlocksThanItHasPlacesUntilOneIsEncoded() throws Exception {
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = gatedTools()) {
            List<BlockTask> tasks = new ArrayList<>();
            while (workers.freePlaces() > 0) {
                tasks.add(submit(workers, DOCUMENT, tools));
            }
            assertThat(tasks).hasSize(workers.placeCount());
            CountDownLatch admitted = new CountDownLatch(1);
            AtomicInteger asked = new AtomicInteger();
            Thread reader = new Thread(() -> {
                try {
                    BlockTask task = workers.submit(
                            DOCUMENT.length,
                            () -> {
                                asked.incrementAndGet();
                                return DOCUMENT.clone();
                            },
                            tools);
                    admitted.countDown();
                    task.await();
                } catch (BsonFormatException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            reader.start();
            while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(asked).hasValue(0);
            open.countDown();
            admitted.await();
            reader.join();
            for (BlockTask task : tasks) {
                task.await();
            }
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    @Test
    void aLargeBlockTakesMorePlacesAndNeverMoreThanThereAre() throws Exception {
        assertThat(Block.placesOf(5)).isEqualTo(1);
        assertThat(Block.placesOf(2 << 20)).isEqualTo(1);
        assertThat(Block.placesOf((17 << 20) + (16 << 10))).isEqualTo(2);
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = tools()) {
            byte[] one = {12, 0, 0, 0, 0x10, 'a', 0, 1, 0, 0, 0, 0};
            byte[] many = new byte[one.length * 4_000_000];
            for (int i = 0; i < many.length; i += one.length) {
                System.arraycopy(one, 0, many, i, one.length);
            }
            EncodedBlock encoded = submit(workers, many, tools).await();
            assertThat(encoded.documents()).isEqualTo(many.length / one.length);
            assertThat(encoded.members()).hasSizeGreaterThan(1);
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    @Test
    void tellsTheReaderOfADamagedDocumentWithItsPlaceInTheBlock() throws Exception {
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = tools()) {
            BlockTask task = submit(workers, DAMAGED, tools);
            assertThatExceptionOfType(BsonFormatException.class)
                    .isThrownBy(task::await)
                    .satisfies(e -> assertThat(e.position()).isBetween(5L, 9L));
            assertThat(text(submit(workers, DOCUMENT, tools).await())).isEqualTo("{}\n");
        }
    }

    @Test
    void tellsTheReaderOfADefectAndWorksOn() throws Exception {
        OutOfMemoryError defect = new OutOfMemoryError("test");
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools broken = new EncodingTools(JsonMode.RELAXED, () -> {
                    throw defect;
                });
                EncodingTools tools = tools()) {
            BlockTask task = submit(workers, DOCUMENT, broken);
            assertThatThrownBy(task::await).isSameAs(defect);
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
            assertThat(text(submit(workers, DOCUMENT, tools).await())).isEqualTo("{}\n");
        }
    }

    @Test
    void aFailureToMakeTheBytesGivesThePlaceBack() {
        OutOfMemoryError defect = new OutOfMemoryError("test");
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = tools()) {
            assertThatThrownBy(() -> workers.submit(
                            5,
                            () -> {
                                throw defect;
                            },
                            tools))
                    .isSameAs(defect);
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    @Test
    void aBlockThatIsWithdrawnIsNotEncodedUnlessItHasBegun() throws Exception {
        try (BlockWorkers workers = new BlockWorkers(1);
                EncodingTools tools = gatedTools()) {
            BlockTask begun = submit(workers, DOCUMENT, tools);
            entered.await();
            BlockTask waiting = submit(workers, DOCUMENT, tools);

            workers.withdraw(begun);
            workers.withdraw(waiting);

            waiting.awaitEnd();
            assertThat(begun.isOver()).isFalse();
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount() - 1);
            open.countDown();
            begun.awaitEnd();
            assertThat(workers.freePlaces()).isEqualTo(workers.placeCount());
        }
    }

    @Test
    void closingLetsNobodyWait() throws Exception {
        BlockWorkers workers = new BlockWorkers(1);
        try (EncodingTools tools = gatedTools()) {
            BlockTask begun = submit(workers, DOCUMENT, tools);
            entered.await();
            BlockTask waiting = submit(workers, DOCUMENT, tools);
            Thread closing = new Thread(workers::close);
            closing.start();
            waiting.awaitEnd();
            open.countDown();
            closing.join();

            assertThat(text(begun.await())).isEqualTo("{}\n");
            assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::await);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(submit(workers, DOCUMENT, tools)::await);
        }
    }

    @Test
    void refusesToHaveNoThread() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new BlockWorkers(0));
    }
}
