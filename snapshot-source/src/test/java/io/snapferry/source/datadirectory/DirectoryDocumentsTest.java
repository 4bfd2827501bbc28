package io.snapferry.source.datadirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SourceException;
import io.snapferry.testing.datadirectory.MongodDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDocumentsTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final String FILE = "collection-1-1.wt";

    @TempDir
    private Path folder;

    private static MongodDirectory shop() {
        return MongodDirectory.standalone().collection("shop.orders", 5_000).collection("shop.nothing", 0);
    }

    private static byte[] read(DataDirectorySource source, List<ChunkRange> ranges)
            throws IOException, InterruptedException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (ReadPass pass : source.passes(ranges)) {
            pass.read(new DocumentReceiver() {
                @Override
                public void documents(ChunkRange range, byte[] bytes, int offset, int length) {
                    received.write(bytes, offset, length);
                }

                @Override
                public void finished(ChunkRange range) {}
            });
        }
        return received.toByteArray();
    }

    @Test
    void manyRangesHaveTheDocumentsOfOneAndTheyAreTheSameEachTime() throws Exception {
        Path written = shop().write(folder);
        try (DataDirectorySource source = DataDirectorySource.open(written, false);
                DataDirectorySource again = DataDirectorySource.open(written, false)) {
            List<ChunkRange> ranges = source.chunkRanges(ORDERS, 10_000);
            assertThat(ranges).hasSizeGreaterThan(3).noneMatch(ChunkRange::isCounted);
            assertThat(again.chunkRanges(ORDERS, 10_000)).isEqualTo(ranges);
            assertThat(read(source, ranges)).isEqualTo(shop().documentBytes("shop.orders"));
        }
    }

    @Test
    void anEmptyCollectionHasNoRanges() throws IOException {
        try (DataDirectorySource source = DataDirectorySource.open(shop().write(folder), false)) {
            assertThat(source.chunkRanges(new Namespace("shop", "nothing"), 10_000))
                    .isEmpty();
        }
    }

    @Test
    void aThreadThatIsInterruptedStopsReading() throws Exception {
        try (DataDirectorySource source = DataDirectorySource.open(shop().write(folder), false)) {
            List<ChunkRange> ranges = source.chunkRanges(ORDERS, Long.MAX_VALUE);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(source, ranges));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void aMissingFileIsNamedWithItsNamespaceAndTheOthersAreRead() throws Exception {
        Path written = shop().collection("shop.people", 10).write(folder);
        Files.delete(written.resolve(FILE.replace("1-1", "2-1")));
        try (DataDirectorySource source = DataDirectorySource.open(written, false)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> source.chunkRanges(ORDERS, 10_000))
                    .withMessage("shop.orders in collection-2-1.wt: the metadata names this file, it is missing");
            Namespace people = new Namespace("shop", "people");
            assertThat(read(source, source.chunkRanges(people, Long.MAX_VALUE)))
                    .isEqualTo(shop().collection("shop.people", 10).documentBytes("shop.people"));
        }
    }

    @Test
    void aDamagedBlockIsNamedWithItsNamespaceAndItsPlace() throws Exception {
        Path written =
                MongodDirectory.standalone().collection("shop.orders", 5_000).write(folder);
        try (FileChannel file = FileChannel.open(written.resolve(FILE), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 4096 + 100);
        }
        try (DataDirectorySource source = DataDirectorySource.open(written, false)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> read(source, source.chunkRanges(ORDERS, Long.MAX_VALUE)))
                    .withMessageStartingWith("shop.orders in collection-1-1.wt at byte 4096: block checksum 0x");
        }
    }
}
