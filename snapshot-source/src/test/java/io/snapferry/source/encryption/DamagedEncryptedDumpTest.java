package io.snapferry.source.encryption;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReceivedDocuments;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to an encrypted dump is noticed, and told with the file's name. */
class DamagedEncryptedDumpTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final int SEGMENT_BYTES = 65_536;
    private static final EncryptionKey OTHER_KEY = EncryptionKey.parse("ff".repeat(32));

    @TempDir
    private Path directory;

    private Path dump;
    private Path orders;

    /** Of four segments, the last of which is not full. */
    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(1_300)
                .collection("shop", "people")
                .documents(3);
    }

    @BeforeEach
    void write() throws IOException {
        dump = EncryptedDump.copy(shop().writeFolder(directory.resolve("plain")), directory.resolve("dump"));
        orders = dump.resolve("shop/orders.bson");
        assertThat(Files.size(orders)).isBetween(3L * SEGMENT_BYTES + 1_000, 4L * SEGMENT_BYTES - 1_000);
    }

    private static void readAll(Path dump, FileKeys keys) throws IOException, InterruptedException {
        try (SnapshotSource source = Sources.open(dump, keys)) {
            for (CollectionMetadata collection : source.collections()) {
                if (collection.kind() != CollectionKind.VIEW) {
                    ReceivedDocuments.read(source, source.chunkRanges(collection.namespace(), 10_000));
                }
            }
        }
    }

    private SourceException failure() {
        return catchThrowableOfType(SourceException.class, () -> readAll(dump, FileKeys.of(EncryptedDump.KEY)));
    }

    private void change(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 0x40;
        Files.write(file, bytes);
    }

    @Test
    void isReadInRangesAsThePlainOneIs() throws Exception {
        try (SnapshotSource plain = Sources.open(directory.resolve("plain"));
                SnapshotSource encrypted = Sources.open(dump, FileKeys.of(OTHER_KEY, EncryptedDump.KEY))) {
            List<ChunkRange> ranges = encrypted.chunkRanges(ORDERS, 10_000);

            assertThat(ranges).hasSizeGreaterThan(20).isEqualTo(plain.chunkRanges(ORDERS, 10_000));
            assertThat(encrypted.collections()).isEqualTo(plain.collections());
            assertThat(encrypted.description()).isEqualTo(plain.description());
            for (ChunkRange range : List.of(ranges.get(19), ranges.get(1), ranges.get(11))) {
                assertThat(ReceivedDocuments.read(encrypted, List.of(range)).bytes(range))
                        .isEqualTo(ReceivedDocuments.read(plain, List.of(range)).bytes(range));
            }
        }
    }

    @Test
    void theFolderOfOneDatabaseCanBeReadAlone() {
        assertThatCode(() -> readAll(dump.resolve("shop"), FileKeys.of(EncryptedDump.KEY)))
                .doesNotThrowAnyException();
    }

    @Test
    void noFileHoldsWhatIsInIt() throws IOException {
        for (Path file : EncryptedDump.files(dump)) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("number", "_id", "indexes", "ServerVersion");
        }
    }

    @Test
    void isRefusedWithoutAKey() {
        assertThatThrownBy(() -> readAll(dump, FileKeys.NONE))
                .isInstanceOf(SourceException.class)
                .hasMessage("prelude.json: is encrypted with the key " + EncryptedDump.KEY.id()
                        + ", which was not given. The server takes it from snapshots.encryption-key,"
                        + " the command line from --snapshot-key-file");
    }

    @Test
    void isRefusedWithAnotherKey() {
        assertThatThrownBy(() -> readAll(dump, FileKeys.of(OTHER_KEY)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("is encrypted with the key " + EncryptedDump.KEY.id() + ", which was not given");
    }

    @Test
    void isRefusedWithAnotherKeyThatIsCalledTheSame() {
        FileKeys mistaken = id -> java.util.Optional.of(OTHER_KEY);

        assertThatThrownBy(() -> readAll(dump, mistaken))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("prelude.json: segment 1 of 1 (bytes 0 to ");
    }

    @Test
    void aChangedByteOfTheHeadersIsNoticedWhereverItIs() throws IOException {
        Path people = dump.resolve("shop/people.bson");
        byte[] good = Files.readAllBytes(people);
        for (int position = 0; position < good.length; position++) {
            Files.write(people, good);
            change(people, position);

            SourceException failure = failure();

            assertThat(failure).as("byte %d", position).isNotNull();
            assertThat(failure.file()).isEqualTo("shop/people.bson");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aChangedByteIsNoticedWithItsSegment(int segment) throws IOException {
        change(orders, (segment - 1) * SEGMENT_BYTES + 777);

        SourceException failure = failure();

        assertThat(failure.file()).isEqualTo("shop/orders.bson");
        assertThat(failure.namespace()).contains(ORDERS);
        assertThat(failure.reason()).startsWith("segment " + segment + " of 4 (bytes " + (segment - 1) * SEGMENT_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {SEGMENT_BYTES, 2 * SEGMENT_BYTES, 3 * SEGMENT_BYTES})
    void aCutAtTheEndOfASegmentIsNoticed(int size) throws IOException {
        Files.write(orders, Arrays.copyOf(Files.readAllBytes(orders), size));

        int last = size / SEGMENT_BYTES;
        assertThat(failure().reason()).startsWith("segment " + last + " of " + last);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 20, 40, 60, 91, 107, 120, 70_000, 3 * SEGMENT_BYTES + 1})
    void aCutAnywhereIsNoticed(int size) throws IOException {
        Files.write(orders, Arrays.copyOf(Files.readAllBytes(orders), size));

        assertThat(failure().file()).isEqualTo("shop/orders.bson");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, SEGMENT_BYTES, 3 * SEGMENT_BYTES})
    void whatIsAddedBehindTheEndIsNoticed(int count) throws IOException {
        byte[] good = Files.readAllBytes(orders);
        byte[] longer = Arrays.copyOf(good, good.length + count);
        System.arraycopy(good, 0, longer, good.length, Math.min(count, good.length));
        Files.write(orders, longer);

        assertThat(failure().file()).isEqualTo("shop/orders.bson");
    }

    @Test
    void swappedSegmentsAreNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(orders);
        byte[] second = Arrays.copyOfRange(bytes, SEGMENT_BYTES, 2 * SEGMENT_BYTES);
        System.arraycopy(bytes, 2 * SEGMENT_BYTES, bytes, SEGMENT_BYTES, SEGMENT_BYTES);
        System.arraycopy(second, 0, bytes, 2 * SEGMENT_BYTES, SEGMENT_BYTES);
        Files.write(orders, bytes);

        assertThat(failure().reason()).startsWith("segment 2 of 4");
    }

    @Test
    void swappedFilesAreNoticed() throws IOException {
        Path people = dump.resolve("shop/people.bson");
        Path aside = directory.resolve("aside");
        Files.move(orders, aside);
        Files.move(people, orders);
        Files.move(aside, people);

        assertThat(failure()).hasMessage("shop/orders.bson: was encrypted as shop/people.bson, and belongs there");
    }

    @Test
    void theSameFileOfAnotherDumpIsNoticed() throws IOException {
        Path other = EncryptedDump.copy(directory.resolve("plain"), directory.resolve("other"));
        Files.copy(other.resolve("shop/orders.bson"), orders, StandardCopyOption.REPLACE_EXISTING);

        assertThat(failure())
                .hasMessage(
                        "shop/orders.bson: was encrypted for another dump than prelude.json. All files of a dump belong together");
    }

    @Test
    void aPlainFileInThePlaceOfAnEncryptedOneIsNoticed() throws IOException {
        Files.copy(directory.resolve("plain/shop/orders.bson"), orders, StandardCopyOption.REPLACE_EXISTING);

        assertThat(failure())
                .hasMessage(
                        "shop/orders.bson: is not encrypted, but prelude.json is. All files of a dump belong together");
    }

    @Test
    void aPlainDumpIsReadThoughThereIsAKey() {
        assertThatCode(() -> readAll(directory.resolve("plain"), FileKeys.of(EncryptedDump.KEY)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatWasWrittenCanBeReadAgainByWhoeverWroteIt() throws IOException {
        NewFiles files = new EncryptedFiles(EncryptedDump.KEY);
        byte[] content = Files.readAllBytes(directory.resolve("plain/shop/orders.bson"));
        Path part = directory.resolve("part");
        try (var out = files.create(part, "0/0.bson")) {
            out.write(content);
        }

        try (var in = files.open(part)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }
}
