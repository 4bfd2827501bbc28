package io.snapferry.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.bson.DocumentLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that MongoDB wrote, there and back. */
class RealDumpsTest {
    @BeforeAll
    static void findDumps() {
        SharedData.require("dumps/atlas-samples");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyDocumentIsWrittenAsByThePlainVersionAndComesBackAsTheSameBytes(Path file) throws Exception {
        byte[] dump = Files.readAllBytes(file);
        Transcoder canonical = Transcoder.forMode(JsonMode.CANONICAL);
        Transcoder relaxed = Transcoder.forMode(JsonMode.RELAXED);
        Transcoder plainCanonical = new LibraryTranscoder(JsonMode.CANONICAL);
        Transcoder plainRelaxed = new LibraryTranscoder(JsonMode.RELAXED);
        OutputBuffer plain = new OutputBuffer(1024);
        ExtendedJsonReader reader = new ExtendedJsonReader();
        OutputBuffer json = new OutputBuffer(1024);
        OutputBuffer back = new OutputBuffer(1024);
        int documents = 0;
        int position = 0;
        while (position < dump.length) {
            int length = DocumentLength.read(dump, position);
            json.clear();
            back.clear();
            canonical.transcode(dump, position, length, json);
            plain.clear();
            plainCanonical.transcode(dump, position, length, plain);
            assertThat(Arrays.equals(json.array(), 0, json.size(), plain.array(), 0, plain.size()))
                    .isTrue();
            reader.read(json.array(), 0, json.size(), back);
            if (!Arrays.equals(dump, position, position + length, back.array(), 0, back.size())) {
                assertThat(back.toByteArray()).isEqualTo(Arrays.copyOfRange(dump, position, position + length));
            }
            json.clear();
            back.clear();
            relaxed.transcode(dump, position, length, json);
            reader.read(json.array(), 0, json.size(), back);
            plain.clear();
            plainRelaxed.transcode(dump, position, length, plain);
            assertThat(Arrays.equals(json.array(), 0, json.size(), plain.array(), 0, plain.size()))
                    .isTrue();
            position += length;
            documents++;
        }
        assertThat(documents).isPositive();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.require("dumps/atlas-samples"))) {
            return files.filter(file -> file.toString().endsWith(".bson"))
                    .sorted()
                    .toList();
        }
    }
}
