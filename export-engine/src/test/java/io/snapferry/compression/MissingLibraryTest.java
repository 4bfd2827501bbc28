package io.snapferry.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.snapferry.json.OutputBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library is loaded once per process, so a process of its own has to do without it. */
class MissingLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderForTemporaryFilesThatIsNotThereMeansTheJdksDeflate() throws Exception {
        assertThat(run("-Djava.io.tmpdir=" + folder.resolve("gone")))
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("jdk-deflater level 1");
        assertThat(run("-Djava.io.tmpdir=" + folder.resolve("gone")).get(1))
                .contains(folder.resolve("gone").toString());
    }

    @Test
    void anotherProcessorMeansTheJdksDeflate() throws Exception {
        assertThat(run("-Dos.arch=riscv64")).first().asString().isEqualTo("jdk-deflater level 1");
    }

    @Test
    void nothingIsLeftBehindInTheFolderForTemporaryFiles() throws Exception {
        assumeThat(IsalLibrary.missing()).isEmpty();
        assertThat(run("-Djava.io.tmpdir=" + folder)).containsExactly("isa-l level 1", "");
        assertThat(folder).isEmptyDirectory();
    }

    private static List<String> run(String option) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xshare:auto",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Compressing.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    /** Says what compressed, and why it is not the native library. */
    static final class Compressing {
        private Compressing() {}

        public static void main(String[] arguments) throws IOException {
            GzipCodecFactory factory = new GzipCodecs(NativeCompression.AUTO).forLevel(GzipLevel.FAST);
            OutputBuffer out = new OutputBuffer(1);
            byte[] text = Texts.json(1000);
            try (GzipCodec codec = factory.open()) {
                codec.compress(text, 0, text.length, out);
            }
            if (out.size() >= text.length) {
                throw new IOException("not compressed");
            }
            System.out.println(factory.id());
            System.out.println(IsalLibrary.missing().orElse(""));
        }
    }
}
