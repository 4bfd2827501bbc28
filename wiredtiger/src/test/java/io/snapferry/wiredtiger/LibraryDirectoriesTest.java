package io.snapferry.wiredtiger;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.OpenSettings;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Directories that WiredTiger's own library wrote, some of them crashed. What its own dump gave of each table stands
 * beside them: the name, how many records, and SHA-256 over the lines of keys and values in hex.
 */
class LibraryDirectoriesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generated-history-store-snappy",
                "generated-journal-replay-snappy",
                "generated-journal-replay-zstd",
                "generated-overflow-prefix-zlib"
            })
    void eachTableIsReadAsTheLibraryReadsIt(String name) throws Exception {
        Path shared = SharedData.require("wiredtiger");
        Path unpacked = unpack(shared.resolve(name + ".tar.gz"));
        List<String> truth = Files.readAllLines(shared.resolve(name + ".truth"));

        try (DataDirectory directory = DataDirectory.open(unpacked, OpenSettings.defaults())) {
            assertThat(truth).isNotEmpty().allSatisfy(line -> {
                String table = line.substring(0, line.indexOf(' '));
                assertThat(table + " " + digest(directory, table)).isEqualTo(line);
            });
        }
    }

    private Path unpack(Path archive) throws Exception {
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.endsWith("WiredTiger"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String digest(DataDirectory directory, String table) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long count = 0;
        try (RecordCursor cursor =
                directory.records(directory.file(table + ".wt").orElseThrow())) {
            while (cursor.next()) {
                count++;
                digest.update((cursor.key() + "\n" + cursor.value() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        return count + " " + HexFormat.of().formatHex(digest.digest());
    }
}
