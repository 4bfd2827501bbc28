package io.snapferry.live;

import static io.snapferry.live.EveryType.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.Namespace;
import io.snapferry.source.SnapshotCopy;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.SourceException;
import io.snapferry.source.dump.DumpFolderWriter;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.source.location.Sources;
import io.snapferry.testing.deployment.ScriptedMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a key: the same snapshots, and nothing of them on the disk that could be read without it. */
class EncryptedSnapshotTest {
    private static final String MARKER = "nobody else may read this";
    private static final int DOCUMENTS = 3_000;
    private static final EncryptionKey KEY = EncryptionKey.parse("5a".repeat(32));

    @TempDir
    private Path folder;

    private ScriptedMember member;

    @BeforeEach
    void start() throws IOException {
        member = new ScriptedMember()
                .collection("shop", "orders", documents(DOCUMENTS)) // is read in ranges
                .collection("shop", "Grüße/100%", BsonDocument.parse("{capped: true, size: 4096}"), documents(20))
                .collection("hr", "nobody");
    }

    @AfterEach
    void stop() throws IOException {
        member.close();
    }

    private static RawBsonDocument[] documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> raw("{_id: %d, text: '%s'}".formatted(id, MARKER)))
                .toArray(RawBsonDocument[]::new);
    }

    private TakenSnapshot take(SnapshotStore store, Progress progress) throws IOException, InterruptedException {
        LiveSnapshotSettings settings = new LiveSnapshotSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(20), 200);
        return new LiveSnapshot(store, settings, Clock.systemUTC()).take(member.connectionString(), "first", progress);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Opened as an export would, and written anew. */
    private Map<String, String> content(Path dump, FileKeys keys, Path copy) throws Exception {
        try (SnapshotSource source = Sources.open(dump, keys);
                DumpFolderWriter target = new DumpFolderWriter(copy)) {
            new SnapshotCopy(source, target).run();
        }
        Map<String, String> content = new TreeMap<>();
        for (Path file : files(copy)) {
            content.put(copy.relativize(file).toString(), text(file));
        }
        return content;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    /** Looks at every file while the ranges are read, and when a collection is done. */
    private record LookingAtTheDisk(Path store, AtomicInteger partsSeen) implements Progress {
        @Override
        public void planned(ReadMode mode, int collections) {}

        @Override
        public void read(Namespace namespace, long documents, long bytes) {
            look();
        }

        @Override
        public void finished(Namespace namespace) {
            look();
        }

        private synchronized void look() {
            try {
                for (Path file : files(store)) {
                    if (file.toString().contains("parts")) {
                        partsSeen.incrementAndGet();
                    }
                    assertThat(text(file)).as(file.toString()).doesNotContain(MARKER);
                }
            } catch (UncheckedIOException | IOException e) {
                // a file was renamed or deleted meanwhile
            }
        }
    }

    @Test
    void holdsWhatAPlainOneHolds() throws Exception {
        TakenSnapshot plain = take(new SnapshotStore(folder.resolve("plain")), Progress.NONE);
        TakenSnapshot encrypted = take(new SnapshotStore(folder.resolve("encrypted"), KEY), Progress.NONE);

        assertThat(content(encrypted.dump(), FileKeys.of(KEY), folder.resolve("copy")))
                .hasSize(6)
                .isEqualTo(content(plain.dump(), FileKeys.NONE, folder.resolve("other")));
        assertThat(encrypted.documents()).isEqualTo(plain.documents());
        try (SnapshotSource source = Sources.open(encrypted.dump(), FileKeys.of(KEY))) {
            assertThat(source.description().serverVersion()).contains(encrypted.serverVersion());
        }
    }

    @Test
    void leavesNothingReadableOnTheDiskWhileItIsTakenOrAfterwards() throws Exception {
        Path store = folder.resolve("encrypted");
        AtomicInteger partsSeen = new AtomicInteger();

        take(new SnapshotStore(store, KEY), new LookingAtTheDisk(store, partsSeen));

        assertThat(partsSeen).hasPositiveValue();
        assertThat(files(store))
                .hasSize(8)
                .allSatisfy(file -> assertThat(text(file)).doesNotContain(MARKER));
    }

    @Test
    void canNotBeOpenedWithoutTheKey() throws Exception {
        TakenSnapshot encrypted = take(new SnapshotStore(folder.resolve("encrypted"), KEY), Progress.NONE);

        assertThatThrownBy(() -> Sources.open(encrypted.dump()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("is encrypted with the key " + KEY.id());
    }
}
