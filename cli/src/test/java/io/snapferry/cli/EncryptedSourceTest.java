package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.source.encryption.EncryptedFiles;
import io.snapferry.source.encryption.EncryptionKey;
import io.snapferry.source.encryption.NewFiles;
import io.snapferry.testing.dump.DumpBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read a snapshot which a server encrypted. */
class EncryptedSourceTest {
    private static final String MANY_CHUNKS = "--chunk-size=4KiB";
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder;

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(300)
                .view("shop", "open", "orders")
                .collection("shop", "Grüße/☕ 100%")
                .documents(20)
                .timeSeries("metrics", "load")
                .documents(40);
    }

    @Test
    void writesTheSameBytesFromAnEncryptedDumpAndNothingWithoutItsKey() throws IOException {
        Path plain = shop().writeFolder(folder.resolve("plain"));
        Path encrypted = encrypted(plain, folder.resolve("dump"));
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        CommandRun.done(ExportArguments.of(plain, folder.resolve("expected"), MANY_CHUNKS, "--threads", "3"));

        CommandRun withoutKey = CommandRun.of(ExportArguments.of(encrypted, folder.resolve("nothing")));
        CommandRun.done(ExportArguments.of(
                encrypted,
                folder.resolve("out"),
                MANY_CHUNKS,
                "--threads",
                "3",
                "--snapshot-key-file",
                key.toString()));

        assertThat(FolderTree.of(folder.resolve("out"))).isEqualTo(FolderTree.of(folder.resolve("expected")));
        assertThat(withoutKey.status()).isEqualTo(1);
        assertThat(withoutKey.err()).contains("prelude.json: is encrypted with the key", "--snapshot-key-file");
    }

    @Test
    void inspectAndDumpReadAnEncryptedDumpWithItsKey() throws IOException {
        Path plain = shop().writeFolder(folder.resolve("plain"));
        Path encrypted = encrypted(plain, folder.resolve("dump"));
        String key = Files.writeString(folder.resolve("key"), KEY).toString();

        CommandRun.done(
                "dump",
                encrypted.toString(),
                "--snapshot-key-file",
                key,
                "--to",
                folder.resolve("a").toString());
        CommandRun.done("dump", plain.toString(), "--to", folder.resolve("b").toString());

        assertThat(FolderTree.of(folder.resolve("a"))).isEqualTo(FolderTree.of(folder.resolve("b")));
        assertThat(CommandRun.done("inspect", encrypted.toString(), "--snapshot-key-file", key)
                        .out())
                .contains("shop.orders", "MongoDB 7.0.16");
    }

    @Test
    void saysThatAFileHoldsNoKeyWithoutShowingIt() throws IOException {
        String file = Files.writeString(folder.resolve("key"), "hidden").toString();

        CommandRun run = CommandRun.of("inspect", folder.toString(), "--snapshot-key-file", file);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(file + " holds no key").doesNotContain("hidden");
    }

    private static Path encrypted(Path plain, Path to) throws IOException {
        NewFiles files = new EncryptedFiles(EncryptionKey.parse(KEY));
        try (Stream<Path> tree = Files.walk(plain)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(plain.relativize(file));
                Files.createDirectories(target.getParent());
                try (OutputStream out =
                        files.create(target, plain.relativize(file).toString())) {
                    Files.copy(file, out);
                }
            }
        }
        return to;
    }
}
