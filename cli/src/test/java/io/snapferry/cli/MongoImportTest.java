package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import into a server that runs in this process and keeps its data in memory. */
class MongoImportTest {
    private final MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
    private String url = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void startServer() {
        url = server.bindAndGetConnectionString();
    }

    @AfterEach
    void stopServer() {
        server.shutdownNow();
    }

    @Test
    void createsCollectionsDocumentsAndIndexes() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .documents(2_500)
                .indexes("""
                        [{"v": 2, "key": {"_id": 1}, "name": "_id_"},
                         {"v": 2, "key": {"name": 1}, "name": "name_1", "ns": "shop.orders", "unique": true}]
                        """)
                .collection("shop", "returns")
                .writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket"), "--chunk-size=64KiB"));
        CommandRun run = CommandRun.done("import", folder.resolve("bucket").toString(), "--to", url);
        assertThat(run.out()).contains("2500 documents of 2 collections imported");
        try (MongoClient client = MongoClients.create(url)) {
            MongoDatabase shop = client.getDatabase("shop");
            assertThat(shop.listCollectionNames()).containsExactlyInAnyOrder("orders", "returns");
            assertThat(bytesOf(shop, "orders")).isEqualTo(Files.readAllBytes(dump.resolve("shop/orders.bson")));
            assertThat(shop.getCollection("orders").listIndexes())
                    .extracting(index -> index.getString("name"))
                    .containsExactlyInAnyOrder("_id_", "name_1");
        }
    }

    @Test
    void refusesACollectionThatIsThereAlready() {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        try (MongoClient client = MongoClients.create(url)) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", "mine"));
        }
        CommandRun run = CommandRun.of("import", folder.resolve("bucket").toString(), "--to", url);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("shop.orders is there already", "--drop", "--state");
    }

    @Test
    void refusesWhatIsNotAConnectionString() {
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("bucket")));
        CommandRun run = CommandRun.of("import", folder.resolve("bucket").toString(), "--to", "mongodb://");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("not a connection string");
    }

    private static byte[] bytesOf(MongoDatabase database, String collection) {
        List<RawBsonDocument> documents = database.getCollection(collection, RawBsonDocument.class)
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        documents.forEach(document -> bytes.writeBytes(copy(document)));
        return bytes.toByteArray();
    }

    private static byte[] copy(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
