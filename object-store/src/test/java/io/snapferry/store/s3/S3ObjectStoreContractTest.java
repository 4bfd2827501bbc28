package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.ReadableObjectStoreContractTest;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against a real server, and what only a server shows: parts, checksums on their way, paging. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ObjectStoreContractTest extends ReadableObjectStoreContractTest {
    private static final int PART_SIZE_BYTES = S3Settings.MIN_PART_SIZE_BYTES;

    private S3TestServer server;
    private S3ObjectStore store;

    @BeforeAll
    void startServer() throws IOException {
        server = S3TestServer.start();
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        String bucket = "bucket-" + UUID.randomUUID();
        server.createBucket(bucket);
        server.forgetRequests();
        store = new S3ObjectStore(settings(bucket).build());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ReadableObjectStore store() {
        return store;
    }

    @Test
    void objectOfExactlyOnePartIsASinglePut() throws IOException {
        byte[] content = randomBytes(7, PART_SIZE_BYTES);

        store.put(new ObjectKey("one"), TEXT, content);

        assertThat(server.requests()).extracting(request -> request.method()).containsExactly("PUT");
        assertThat(contentOf("one")).isEqualTo(content);
    }

    @Test
    void objectOfOneByteMoreIsUploadedInParts() throws IOException {
        byte[] content = randomBytes(8, PART_SIZE_BYTES + 1);

        store.put(new ObjectKey("two"), TEXT, content);

        assertThat(server.requests())
                .extracting(request -> request.method())
                .containsExactly("POST", "PUT", "PUT", "POST");
        assertThat(contentOf("two")).isEqualTo(content);
    }

    @Test
    void partsAreCutAlikeHoweverTheBytesCome() throws IOException {
        byte[] content = randomBytes(9, 2 * PART_SIZE_BYTES + 12_345);
        PutReceipt receipt;
        try (ObjectWriter writer = store.begin(new ObjectKey("pieces"), TEXT)) {
            for (int offset = 0; offset < content.length; offset += 9_973) {
                writer.write(content, offset, Math.min(9_973, content.length - offset));
            }
            receipt = writer.commit();
        }

        assertThat(receipt).isEqualTo(new PutReceipt(new ObjectKey("pieces"), content.length, sha256(content)));
        assertThat(server.uploadCount("pieces")).isEqualTo(3);
        assertThat(contentOf("pieces")).isEqualTo(content);
    }

    @Test
    void droppedUploadOfPartsIsAborted() throws IOException {
        try (ObjectWriter writer = store.begin(new ObjectKey("dropped-parts"), TEXT)) {
            writer.write(randomBytes(1, PART_SIZE_BYTES), 0, PART_SIZE_BYTES);
            writer.write(new byte[1], 0, 1);
        }

        assertThat(server.requests()).extracting(request -> request.method()).containsExactly("POST", "PUT", "DELETE");
        assertMissing("dropped-parts");
    }

    @Test
    void uploadIsAbortedInAnInterruptedThreadToo() throws IOException {
        ObjectWriter writer = store.begin(new ObjectKey("interrupted"), TEXT);
        writer.write(new byte[PART_SIZE_BYTES + 1], 0, PART_SIZE_BYTES + 1);

        Thread.currentThread().interrupt();
        writer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests())
                .extracting(request -> request.method())
                .startsWith("POST")
                .endsWith("DELETE");
    }

    @Test
    void everyUploadCarriesAChecksumInAHeaderAndAPlainBody() throws IOException {
        store.put(new ObjectKey("small"), TEXT, bytes("x"));
        store.put(new ObjectKey("large"), TEXT, new byte[PART_SIZE_BYTES + 1]);

        assertThat(server.requests())
                .filteredOn(request -> request.isUpload())
                .hasSize(3)
                .allSatisfy(request -> {
                    assertThat(request.header(
                                    request.hasParameter("partNumber")
                                            ? "x-amz-checksum-crc32"
                                            : "x-amz-checksum-sha256"))
                            .isPresent();
                    assertThat(request.header("x-amz-trailer")).isEmpty();
                    assertThat(request.header("x-amz-decoded-content-length")).isEmpty();
                });
    }

    @Test
    void oldStoresGetAnMd5Instead() throws IOException {
        String bucket = "old-" + UUID.randomUUID();
        server.createBucket(bucket);
        try (S3ObjectStore old = new S3ObjectStore(
                settings(bucket).checksumsOnlyWhenRequired(true).build())) {
            old.put(new ObjectKey("small"), TEXT, bytes("x"));
            old.put(new ObjectKey("large"), TEXT, new byte[PART_SIZE_BYTES + 1]);
        }

        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.header("content-md5").isPresent()).isEqualTo(request.isUpload());
            assertThat(request.headers().keySet())
                    .noneMatch(name -> name.startsWith("x-amz-checksum") || name.startsWith("x-amz-sdk-checksum"));
        });
    }

    @Test
    void listsMoreObjectsThanOneAnswerHolds() throws IOException {
        IntStream.range(0, 1_005).parallel().forEach(i -> {
            try {
                store.put(new ObjectKey("many/" + i), TEXT, new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(listed("many/")).hasSize(1_005);
    }

    @Test
    void contentTypeIsKept() throws IOException {
        store.put(new ObjectKey("typed"), "application/x-ndjson", bytes("{}\n"));
        store.put(new ObjectKey("typed-parts"), "application/x-ndjson", new byte[PART_SIZE_BYTES + 1]);

        assertThat(server.requests())
                .filteredOn(request -> request.key().equals("typed") || request.hasParameter("uploads"))
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.header("content-type")).contains("application/x-ndjson"));
    }

    private S3Settings.Builder settings(String bucket) {
        return S3Settings.bucket(bucket)
                .endpoint(server.endpoint())
                .credentials(new S3Credentials.Static(server.accessKeyId(), server.secretAccessKey()))
                .partSizeBytes(PART_SIZE_BYTES);
    }
}
