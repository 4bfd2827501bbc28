package io.snapferry.server.queue;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.json.JsonMode;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportOptions;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.sql.SqlCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job has one codec from beginning to end. */
class JobCodecTest {
    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Catalog catalog;
    private QueueFixture queue;
    private Path dump;

    @BeforeEach
    void openCatalog() throws IOException {
        catalog = SqlCatalog.open(folder.resolve("data"));
        queue = new QueueFixture(catalog, folder.resolve("buckets"));
        dump = dump().collection("shop", "orders").documents(300).writeFolder(folder.resolve("dump"));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        catalog.close();
    }

    private ExportWorker started(HeldBuckets buckets, GzipLevel level, NativeCompression nativeCompression) {
        ExportWorkerSettings settings = new ExportWorkerSettings(
                QueueFixture.WORKER,
                Duration.ofSeconds(30),
                5,
                QueueFixture.CHUNK_SIZE_BYTES,
                level,
                nativeCompression,
                Duration.ZERO);
        ExportWorker worker =
                new ExportWorker(catalog, buckets, QueueFixture.BLOCK_WORKERS, settings, Clock.systemUTC());
        opened.add(worker);
        opened.add(buckets::release);
        worker.start();
        return worker;
    }

    /** A job whose worker was closed when some of its objects were written. */
    private ExportJob interrupted(GzipLevel level, NativeCompression nativeCompression) {
        HeldBuckets held = HeldBuckets.holding(key -> key.matches(".*\\.[3-9]\\d\\.json\\.gz"));
        ExportJob job = queue.submit(dump);
        ExportWorker worker = started(held, level, nativeCompression);
        QueueFixture.await(() -> held.held().size() == QueueFixture.READERS, "a job in its middle");
        worker.close();
        assertThat(queue.stateOf(job)).isEqualTo(JobState.IN_PROGRESS);
        return job;
    }

    @Test
    void aJobThatGoesOnWithOtherSettingsEndsInTheBytesOfOneThatWasNotDisturbed() throws IOException {
        ExportJob job = interrupted(GzipLevel.FAST, NativeCompression.OFF);

        HeldBuckets rest = HeldBuckets.open();
        ExportWorker worker = started(rest, GzipLevel.SMALL, NativeCompression.AUTO);
        assertThat(queue.await(job).state()).isEqualTo(JobState.SUCCESSFUL);
        assertThat(rest.begun()).as("what the second run wrote").anyMatch(key -> key.endsWith(".40.json.gz"));
        worker.close();
        assertThat(codecOf(job).toString()).isEqualTo("{\"name\":\"jdk-deflater\",\"level\":1}");

        ExportJob undisturbed = queue.submit(dump);
        started(HeldBuckets.open(), GzipLevel.FAST, NativeCompression.OFF);
        queue.await(undisturbed);
        assertThat(documentsOf(job)).hasSizeGreaterThan(30).isEqualTo(documentsOf(undisturbed));
    }

    @Test
    void aJobWhoseCodecIsNotThereAnyMoreFailsWithItsName() {
        assumeThat(new GzipCodecs(NativeCompression.AUTO)
                        .forLevel(GzipLevel.FAST)
                        .id()
                        .name())
                .isEqualTo("isa-l");
        ExportJob job = interrupted(GzipLevel.FAST, NativeCompression.AUTO);
        started(HeldBuckets.open(), GzipLevel.FAST, NativeCompression.OFF);
        ExportJob failed = queue.await(job);
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure())
                .contains(new ExportJob.Failure(
                        "CODEC_NOT_AVAILABLE",
                        "the codec isa-l level 1, with which this export was begun, is not available here: "
                                + "native compression is switched off"));
    }

    @Test
    void aJobThatAsksForALevelGetsItWhateverTheServerSays() throws IOException {
        started(HeldBuckets.open(), GzipLevel.BALANCED, NativeCompression.AUTO);
        ExportJob small = queue.submit(
                new ExportOptions(List.of(), List.of(), JsonMode.CANONICAL, Optional.of(GzipLevel.SMALL)), dump);
        ExportJob other = queue.submit(dump);
        queue.await(small);
        queue.await(other);
        assertThat(codecOf(small).path("level").asInt()).isEqualTo(9);
        assertThat(codecOf(other).path("level").asInt()).isEqualTo(6);
    }

    private Path root(ExportJob job) {
        return folder.resolve("buckets/nightly").resolve(job.prefix());
    }

    private JsonNode codecOf(ExportJob job) throws IOException {
        String header = Files.readAllLines(root(job).resolve(".manifest.jsonl")).get(0);
        return new JsonMapper().readTree(header).path("codec");
    }

    private SortedMap<String, String> documentsOf(ExportJob job) throws IOException {
        SortedMap<String, String> documents = new TreeMap<>();
        try (Stream<Path> files = Files.list(root(job).resolve("shop/orders"))) {
            for (Path file : files.toList()) {
                documents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return documents;
    }
}
