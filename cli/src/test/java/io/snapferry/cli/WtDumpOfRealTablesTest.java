package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that the WiredTiger library wrote and recovered itself: what is printed is what its own dump printed. */
class WtDumpOfRealTablesTest {
    private static final String DIRECTORIES = "shared/data/wiredtiger";
    private static final String ARCHIVE = ".tar.gz";

    @TempDir
    private Path folder;

    private static Path directories() {
        String told = System.getProperty("snapferry.shared", "");
        Optional<Path> found = told.isEmpty() ? above() : Optional.of(Path.of(told, "data/wiredtiger"));
        Assumptions.assumeTrue(
                found.filter(Files::isDirectory).isPresent(),
                "no " + DIRECTORIES + " above the working directory, nor -Dsnapferry.shared");
        return found.orElseThrow();
    }

    private static Optional<Path> above() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(DIRECTORIES))) {
                return Optional.of(at.resolve(DIRECTORIES));
            }
        }
        return Optional.empty();
    }

    @Test
    void printsWhatTheLibraryPrints() throws Exception {
        Path directories = directories();
        List<Path> archives;
        try (Stream<Path> files = Files.list(directories)) {
            archives = files.filter(file -> file.toString().endsWith(ARCHIVE))
                    .sorted()
                    .toList();
        }
        assertThat(archives).isNotEmpty();
        for (Path archive : archives) {
            String name = String.valueOf(archive.getFileName()).replace(ARCHIVE, "");
            Path directory = unpacked(archive, folder.resolve(name));
            for (String line : Files.readAllLines(directories.resolve(name + ".truth"))) {
                String[] truth = line.split(" ", -1);
                String out = CommandRun.done("wt-dump", directory.toString(), truth[0])
                        .out();
                assertThat(out).as(line).hasLineCount(2 * Integer.parseInt(truth[1]));
                assertThat(sha256(out)).as(line).isEqualTo(truth[2]);
            }
        }
    }

    /** With tar, since the journals are sparse. */
    private static Path unpacked(Path archive, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", into.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tar.exitValue()).isZero();
        try (Stream<Path> folders = Files.list(into)) {
            return folders.findFirst().orElseThrow();
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
