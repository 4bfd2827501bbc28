package io.snapferry.source.dump;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.source.ChunkRange;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReceivedDocuments;
import io.snapferry.source.SourceException;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DumpFolderTest {
    private static final Namespace ORDERS = new Namespace("shop", "orders");

    @TempDir
    Path directory;

    @Test
    void takesTheNameOfOneDatabaseFromItsFolder() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        assertThat(namespaces(directory.resolve("shop"))).containsExactly("shop.orders");
    }

    @Test
    void takesTheNameOfOneDatabaseFromItsIndexesWhenTheyTell() throws IOException {
        dump().collection("copy", "orders")
                .indexes("[{\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\", \"ns\": \"shop.orders\"}]")
                .writeFolder(directory);
        DumpFolder folder = DumpFolder.open(directory.resolve("copy"));
        assertThat(folder.collections().get(0).namespace()).isEqualTo(ORDERS);
        assertThat(folder.description().notices())
                .containsExactly("the folder's name is \"copy\", but its indexes tell the database: \"shop\"");
    }

    @Test
    void readsThePreludeThatLiesInTheDatabasesFolder() throws IOException {
        dump().versions("5.0.1", "").collection("shop", "orders").writeFolder(directory);
        Files.move(directory.resolve("prelude.json"), directory.resolve("shop/prelude.json"));
        assertThat(DumpFolder.open(directory).description().serverVersion()).contains("5.0.1");
        assertThat(DumpFolder.open(directory.resolve("shop")).description().serverVersion())
                .contains("5.0.1");
        assertThat(DumpFolder.open(directory).description().toolVersion()).isEmpty();
    }

    @Test
    void findsTheTrueNameOfAShortenedFile() throws IOException {
        String name = "long name, ".repeat(22);
        dump().collection("shop", name).documents(1).writeFolder(directory);
        assertThat(namespaces(directory)).containsExactly("shop." + name);
    }

    @Test
    void refusesAShortenedFileWithoutMetadata() throws IOException {
        String name = "n".repeat(300);
        dump().collection("shop", name).withoutMetadata().writeFolder(directory);
        assertRefused("shop/" + DumpBuilder.fileStem(name)
                + ".bson: shortened file name, and no metadata tells the collectionName");
    }

    @Test
    void refusesAShortenedFileWithTheMetadataOfAnother() throws IOException {
        String name = "n".repeat(300);
        dump().collection("shop", name).writeFolder(directory);
        String stem = DumpBuilder.fileStem(name);
        writeMetadata("shop/" + stem + ".metadata.json", "{\"collectionName\": \"other\"}");
        assertRefused(
                "shop/" + stem + ".metadata.json: shortened file name does not match the collectionName \"other\"");
    }

    @Test
    void followsTheFileNameWhenMetadataTellsAnother() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        writeMetadata("shop/orders.metadata.json", "{\"collectionName\": \"../../etc/pass\\u0000wd\"}");
        DumpFolder folder = DumpFolder.open(directory);
        assertThat(folder.collections().get(0).namespace()).isEqualTo(ORDERS);
        assertThat(folder.description().notices()).singleElement().asString().contains("the file's name decides");
    }

    @Test
    void listsACollectionWithoutMetadata() throws IOException {
        dump().collection("shop", "a b").withoutMetadata().documents(1).writeFolder(directory);
        CollectionMetadata collection = DumpFolder.open(directory).collections().get(0);
        assertThat(collection.namespace().collection()).isEqualTo("a b");
        assertThat(collection.indexes().isEmpty()).isTrue();
    }

    @Test
    void takesEmptyMetadataForUnknown() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        writeMetadata("shop/orders.metadata.json", "");
        DumpFolder folder = DumpFolder.open(directory);
        assertThat(folder.collections()).hasSize(1);
        assertThat(folder.description().notices())
                .containsExactly(
                        "shop/orders.metadata.json is empty: options and indexes of the collection are not known");
    }

    @Test
    void listsATimeSeriesWhoseBucketsLieUnderItsOwnName() throws IOException {
        dump().timeSeries("metrics", "weather").documents(2).writeFolder(directory);
        Files.move(directory.resolve("metrics/system.buckets.weather.bson"), directory.resolve("metrics/weather.bson"));
        CollectionMetadata weather = DumpFolder.open(directory).collections().get(0);
        assertThat(weather.kind()).isEqualTo(CollectionKind.TIME_SERIES);
        assertThat(weather.namespace().collection()).isEqualTo("weather");
    }

    @Test
    void findsTheBucketsOfATimeSeriesWhoseNameIsTooLongForThem() throws Exception {
        String name = "w".repeat(230);
        DumpBuilder dump = dump().timeSeries("metrics", name).documents(2);
        dump.writeFolder(directory);
        DumpFolder folder = DumpFolder.open(directory);
        List<ChunkRange> ranges = folder.chunkRanges(new Namespace("metrics", name), 1000);
        assertThat(ReceivedDocuments.read(folder, ranges).bytes(ranges)).isEqualTo(dump.documentBytes("metrics", name));
    }

    @Test
    void listsBucketsWithoutMetadataUnderTheTimeSeriesName() throws IOException {
        dump().collection("metrics", "system.buckets.weather").withoutMetadata().writeFolder(directory);
        CollectionMetadata weather = DumpFolder.open(directory).collections().get(0);
        assertThat(weather.kind()).isEqualTo(CollectionKind.TIME_SERIES);
        assertThat(weather.namespace().collection()).isEqualTo("weather");
    }

    @Test
    void takesAViewThatWasDumpedWithItsDocumentsForACollection() throws IOException {
        dump().collection("shop", "report").documents(2).writeFolder(directory);
        writeMetadata("shop/report.metadata.json", "{\"indexes\": [], \"type\": \"view\"}");
        assertThat(DumpFolder.open(directory).collections().get(0).kind()).isEqualTo(CollectionKind.COLLECTION);
    }

    @Test
    void refusesAViewThatHasDocuments() throws IOException {
        dump().view("shop", "report", "orders").writeFolder(directory);
        Files.write(directory.resolve("shop/report.bson"), new byte[] {5, 0, 0, 0, 0});
        assertRefused("shop.report in shop/report.bson: a view has documents, expected an empty file");
    }

    @Test
    void refusesMetadataWithoutItsDataFile() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        Files.delete(directory.resolve("shop/orders.bson"));
        assertRefused("shop.orders in shop/orders.metadata.json: its data file orders.bson[.gz] is missing");
    }

    @Test
    void refusesACollectionThatIsThereGzippedAndNot() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        dump().collection("shop", "orders").withoutMetadata().writeGzippedFolder(directory);
        assertRefused("shop/orders.bson.gz: the same is also in shop/orders.bson, and only one of them can be right");
    }

    @Test
    void refusesTwoFileNamesForOneCollection() throws IOException {
        dump().collection("shop", "a b").withoutMetadata().writeFolder(directory);
        Files.createFile(directory.resolve("shop/a%20b.bson"));
        assertThatThrownBy(() -> DumpFolder.open(directory))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("shop.a b in shop/a+b.bson: the same collection is also in shop/a%20b.bson");
    }

    @Test
    void refusesAFileNameThatIsNoEscapedName() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        Files.createFile(directory.resolve("shop/100%.bson"));
        assertRefused("shop/100%.bson: file name is not a percent-encoded collection name in UTF-8");
    }

    @Test
    void refusesACollectionNameWithAZeroByte() throws IOException {
        dump().collection("shop", "a\0b").withoutMetadata().writeFolder(directory);
        assertRefused("shop/a%00b.bson: not a collection name: \"a\0b\"");
    }

    @Test
    void refusesAFolderThatIsNoDatabaseName() throws IOException {
        dump().collection("my.shop", "orders").writeFolder(directory);
        assertRefused("my.shop/orders.metadata.json: not a database name: \"my.shop\"");
    }

    @Test
    void readsADatabaseWithAnUnicodeName() throws IOException {
        try {
            dump().collection("données", "orders").writeFolder(directory);
        } catch (InvalidPathException e) {
            assumeTrue(false, "this machine's encoding has no such file names: " + e.getMessage());
        }
        assertThat(namespaces(directory)).containsExactly("données.orders");
    }

    @Test
    void refusesMalformedMetadataWithItsPosition() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        writeMetadata("shop/orders.metadata.json", "{\"options\": {\"é\": [}}");
        assertThatThrownBy(() -> DumpFolder.open(directory))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("shop/orders.metadata.json at byte 20: metadata is not Extended JSON, ");
    }

    @Test
    void refusesMalformedGzippedMetadata() throws IOException {
        dump().collection("shop", "orders").writeGzippedFolder(directory);
        Path file = directory.resolve("shop/orders.metadata.json.gz");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused("shop/orders.metadata.json.gz: gzip stream is cut in its header or trailer");
    }

    @Test
    void noticesFilesThatDoNotBelong() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        Files.createFile(directory.resolve("README.txt"));
        Files.createFile(directory.resolve("shop/orders.bin"));
        Files.createDirectory(directory.resolve("shop/more"));
        Files.createDirectory(directory.resolve("an empty database"));
        assertThat(DumpFolder.open(directory).description().notices())
                .containsExactly(
                        "README.txt is not part of a dump and is left out",
                        "shop/more is not part of a dump and is left out",
                        "shop/orders.bin is not part of a dump and is left out");
    }

    @Test
    void countsNoticesThatWouldBeTooMany() throws IOException {
        dump().collection("shop", "orders").writeFolder(directory);
        for (int i = 0; i < 100; i++) {
            Files.createFile(directory.resolve("stray" + i));
        }
        assertThat(DumpFolder.open(directory).description().notices())
                .hasSize(21)
                .endsWith("and 80 notices more");
    }

    @Test
    void namesTheOplogsSize() throws IOException {
        dump().collection("shop", "orders").oplog(2).writeFolder(directory);
        long size = Files.size(directory.resolve("oplog.bson"));
        assertThat(DumpFolder.open(directory).description().notices())
                .containsExactly("oplog.bson holds " + size + " bytes of oplog that are not applied: each collection is"
                        + " as it was read during the dump, not as of one moment");
    }

    @Test
    void listsSystemCollectionsUsersAndRoles() throws IOException {
        dump().collection("admin", "system.users")
                .documents(1)
                .collection("shop", "$admin.system.users")
                .withoutMetadata()
                .collection("shop", "system.js")
                .writeFolder(directory);
        assertThat(namespaces(directory))
                .containsExactly("admin.system.users", "shop.$admin.system.users", "shop.system.js");
    }

    @Test
    void namesFileAndPositionOfABadDocument() throws IOException {
        dump().collection("shop", "orders").documents(10).writeGzippedFolder(directory);
        DumpFolder folder = DumpFolder.open(directory);
        ChunkRange second = folder.chunkRanges(ORDERS, 100).get(1);
        assertThat(folder.badDocument(second, 7, "unknown type 0x99"))
                .hasMessage("shop.orders in shop/orders.bson.gz at byte " + (second.byteOffset() + 7)
                        + ": unknown type 0x99");
    }

    @Test
    @Timeout(60)
    void listsTwentyThousandCollectionsInSeconds() throws IOException {
        Path database = Files.createDirectories(directory.resolve("shop"));
        byte[] metadata =
                "{\"indexes\":[{\"v\":{\"$numberInt\":\"2\"},\"key\":{\"_id\":{\"$numberInt\":\"1\"}},\"name\":\"_id_\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(database.resolve("c" + i + ".bson"));
            Files.write(database.resolve("c" + i + ".metadata.json"), metadata);
        }
        assertThat(DumpFolder.open(directory).collections()).hasSize(20_000);
    }

    private List<String> namespaces(Path root) throws IOException {
        return DumpFolder.open(root).collections().stream()
                .map(collection -> collection.namespace().toString())
                .toList();
    }

    private void writeMetadata(String file, String json) throws IOException {
        Files.writeString(directory.resolve(file), json);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> DumpFolder.open(directory))
                .isInstanceOf(SourceException.class)
                .hasMessage(message);
    }
}
