package io.snapferry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.snapferry.source.location.Sources;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage at random, with fixed seeds: a source is refused with an {@link IOException} that names its place, or read. It
 * never fails in another way, and never runs away.
 */
@Timeout(60)
class MutatedDumpTest {
    private static final int ROUNDS = 300;

    @TempDir
    Path directory;

    private final DumpBuilder dump = SnapshotSourceContractTest.shop().oplog(2);

    @Test
    void damagedArchivesAreRefusedOrHoldTheSameDocuments() throws Exception {
        byte[] archive = dump.archiveBytes();
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Path file = Files.write(directory.resolve("a.archive"), mutate(archive, new Random(seed)));
            read += readOrRefuse(file, seed, true) ? 1 : 0;
        }
        assertThat(read).isLessThan(ROUNDS / 2);
    }

    @Test
    void damagedGzippedArchivesAreRefusedOrHoldTheSameDocuments() throws Exception {
        byte[] archive = gzip(dump.archiveBytes());
        for (int seed = 0; seed < ROUNDS; seed++) {
            Path file = Files.write(directory.resolve("a.archive.gz"), mutate(archive, new Random(seed)));
            readOrRefuse(file, seed, true);
        }
    }

    @Test
    void gzippedArchivesWithDamagedContentAreRefusedOrHoldTheSameDocuments() throws Exception {
        byte[] archive = dump.archiveBytes();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Path file = Files.write(directory.resolve("a.archive.gz"), gzip(mutate(archive, new Random(seed))));
            readOrRefuse(file, seed, true);
        }
    }

    @Test
    void damagedFoldersAreRefusedOrRead() throws Exception {
        Path folder = dump.writeFolder(directory.resolve("dump"));
        damageEachFileInTurn(folder, false);
    }

    @Test
    void damagedGzippedFoldersAreRefusedOrRead() throws Exception {
        Path folder = dump.writeGzippedFolder(directory.resolve("dump"));
        damageEachFileInTurn(folder, false);
    }

    @Test
    void gzippedFoldersWithDamagedContentAreRefusedOrRead() throws Exception {
        Path folder = dump.writeGzippedFolder(directory.resolve("dump"));
        damageEachFileInTurn(folder, true);
    }

    private void damageEachFileInTurn(Path folder, boolean insideGzip) throws Exception {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (int seed = 0; seed < ROUNDS; seed++) {
            Path file = files.get(seed % files.size());
            byte[] original = Files.readAllBytes(file);
            Random random = new Random(seed);
            boolean unpack = insideGzip && file.toString().endsWith(".gz");
            Files.write(file, unpack ? gzip(mutate(gunzip(original), random)) : mutate(original, random));
            readOrRefuse(folder, seed, false);
            Files.write(file, original);
        }
    }

    private boolean readOrRefuse(Path path, int seed, boolean isChecksummed) throws InterruptedException {
        try (SnapshotSource source = Sources.open(path)) {
            List<ChunkRange> ranges = SnapshotSourceContractTest.allRanges(source, 700);
            ReceivedDocuments received = ReceivedDocuments.read(source, ranges);
            assertThat(received.finished()).containsExactlyInAnyOrderElementsOf(ranges);
            if (isChecksummed) {
                for (Namespace namespace :
                        List.of(SnapshotSourceContractTest.ORDERS, SnapshotSourceContractTest.CUSTOMERS)) {
                    assertThat(received.bytes(source.chunkRanges(namespace, 700)))
                            .isEqualTo(dump.documentBytes(namespace.database(), namespace.collection()));
                }
            }
            return true;
        } catch (IOException e) {
            assertThat(e).as("seed %d", seed).isInstanceOf(SourceException.class);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed, e);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
            case 2 -> withoutByte(bytes, Math.min(at, bytes.length - 1));
            default -> withOtherBytes(bytes, random);
        };
    }

    private static byte[] withoutByte(byte[] bytes, int at) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, cut, at, cut.length - at);
        return cut;
    }

    private static byte[] withOtherBytes(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = 0; i <= random.nextInt(3) && changed.length > 0; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }
}
