package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.snapferry.testing.deployment.FerretDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import into FerretDB, a process of its own; see docs/contributing.md for how to build it. */
class FerretDbImportTest {
    @TempDir
    private Path folder;

    @Test
    void collectionsComeInWithTheirIndexesAndAgainWithDrop() throws IOException {
        Optional<Path> program = FerretDb.program();
        assumeTrue(program.isPresent(), FerretDb.MISSING);
        Path dump = dump().collection("shop", "orders")
                .documents(300)
                .indexes("""
                        [{"v": 2, "key": {"_id": 1}, "name": "_id_"}, {"v": 2, "key": {"name": 1}, "name": "name_1", "unique": true}]
                        """)
                .collection("shop", "customers")
                .documents(20)
                .collection("shop", "returns")
                .writeFolder(folder.resolve("dump"));
        Path bucket = folder.resolve("bucket");
        CommandRun.done(ExportArguments.of(dump, bucket, "--chunk-size=4KiB"));
        Path data = Files.createDirectory(folder.resolve("ferretdb"));
        try (FerretDb server = FerretDb.start(program.get(), data);
                MongoClient client = MongoClients.create(server.connectionString())) {
            String url = server.connectionString().toString();
            importInto(bucket, url);
            requireSame(client.getDatabase("shop"), dump, "orders");
            requireSame(client.getDatabase("shop"), dump, "customers");
            assertThat(client.getDatabase("shop").listCollectionNames())
                    .containsExactlyInAnyOrder("customers", "orders", "returns");
            assertThat(client.getDatabase("shop").getCollection("orders").listIndexes())
                    .extracting(index -> index.getString("name"))
                    .containsExactlyInAnyOrder("_id_", "name_1");

            assertThat(CommandRun.of("import", bucket.toString(), "--to", url).err())
                    .contains("is there already");
            importInto(bucket, url, "--drop");
            requireSame(client.getDatabase("shop"), dump, "orders");
        }
    }

    private static void importInto(Path bucket, String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of("import", bucket.toString(), "--to", url));
        arguments.addAll(java.util.List.of(more));
        CommandRun.done(arguments);
    }

    private static void requireSame(MongoDatabase shop, Path dump, String collection) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (RawBsonDocument document :
                shop.getCollection(collection, RawBsonDocument.class).find().sort(new Document("_id", 1))) {
            byte[] one = new byte[document.getByteBuffer().remaining()];
            document.getByteBuffer().get(one);
            bytes.writeBytes(one);
        }
        assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(dump.resolve("shop/" + collection + ".bson")));
    }
}
