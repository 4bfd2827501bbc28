package io.snapferry.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.location.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetFolderTest {
    private static final int SIZE_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    /** Figures of different days can be compared only when the data are the same. */
    @ParameterizedTest
    @CsvSource({
        "FILMS, films, e32e051e6d4ebe7d24a3500f7d0ea844cc031465cff441083e8bde45bbeb3af3",
        "SENSORS, sensors, 0224c54e433869e675d3ec4133c0e8c8fca29b00853ddb87d20c6a904467db62",
        "LONG_STRINGS, long_strings, 19d43de4f566209fdc7ab836c1e0793b98a75f2df1d039ebc2373aa3679025fc"
    })
    void bytesOfADataSetNeverChange(DataSet dataSet, String collection, String sha256)
            throws IOException, NoSuchAlgorithmException {
        Path dump = folder.resolve("dump");
        DataSetFolder.write(dump, dataSet, Documents.of(dataSet), SIZE_BYTES, 1);
        byte[] written = Files.readAllBytes(dump.resolve("benchmark/" + collection + ".bson"));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written)))
                .isEqualTo(sha256);
        assertThat(written).isEqualTo(Documents.bytes(dataSet, SIZE_BYTES));
    }

    @Test
    void manyCollectionsShareTheSize() throws IOException {
        Path dump = folder.resolve("dump");
        DataSetFolder.write(dump, DataSet.FILMS, Documents.of(DataSet.FILMS), SIZE_BYTES, 30);
        try (SnapshotSource source = Sources.open(dump)) {
            List<CollectionMetadata> collections = source.collections();
            assertThat(collections).hasSize(30);
            assertThat(collections.get(7).namespace()).hasToString("benchmark.films_07");
            long size = 0;
            for (CollectionMetadata collection : collections) {
                size += size(source, collection);
            }
            assertThat(size).isBetween(SIZE_BYTES * 9L / 10, (long) SIZE_BYTES);
        }
    }

    @Test
    void aCollectionHasADocumentHoweverSmallItsShare() throws IOException {
        Path dump = folder.resolve("dump");
        DataSetFolder.write(dump, DataSet.LONG_STRINGS, Documents.of(DataSet.LONG_STRINGS), 10, 3);
        try (SnapshotSource source = Sources.open(dump)) {
            for (CollectionMetadata collection : source.collections()) {
                assertThat(source.chunkRanges(collection.namespace(), Long.MAX_VALUE))
                        .singleElement()
                        .extracting(ChunkRange::documentCount)
                        .isEqualTo(1L);
            }
        }
    }

    @Test
    void sparseCollectionIsReadAsDocumentsOfSixteenMebibytes() throws IOException {
        Path dump = folder.resolve("dump");
        DataSetFolder.writeSparse(dump, 64L << 20);
        try (SnapshotSource source = Sources.open(dump)) {
            List<ChunkRange> ranges =
                    source.chunkRanges(source.collections().get(0).namespace(), 16L << 20);
            assertThat(ranges).hasSize(4).allSatisfy(range -> {
                assertThat(range.documentCount()).isEqualTo(1);
                assertThat(range.sizeBytes()).isEqualTo(16L << 20);
            });
        }
    }

    private static long size(SnapshotSource source, CollectionMetadata collection) throws IOException {
        return source.chunkRanges(collection.namespace(), Long.MAX_VALUE).stream()
                .mapToLong(ChunkRange::sizeBytes)
                .sum();
    }
}
