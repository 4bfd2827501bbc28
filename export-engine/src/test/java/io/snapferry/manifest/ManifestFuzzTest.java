package io.snapferry.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a line of a manifest, its header, and a completion marker: refused, or read and written so that they are
 * read as the same.
 */
class ManifestFuzzTest {
    private final ManifestFormat format = new ManifestFormat();

    @FuzzTest
    void manifest(byte[] bytes) throws ManifestException {
        String line = new String(bytes, StandardCharsets.UTF_8);
        header(line);
        object(line);
        completionMarker(bytes);
    }

    private void header(String line) throws ManifestException {
        ManifestHeader header;
        try {
            header = format.readHeader(line);
        } catch (ManifestException refused) {
            return;
        }
        assertThat(format.readHeader(format.header(header))).isEqualTo(header);
    }

    private void object(String line) throws ManifestException {
        FinishedObject object;
        try {
            object = format.readLine(line);
        } catch (ManifestException refused) {
            return;
        }
        assertThat(format.readLine(format.line(object))).isEqualTo(object);
    }

    private static void completionMarker(byte[] text) throws ManifestException {
        CompletionMarker marker;
        try {
            marker = CompletionMarker.read(text);
        } catch (ManifestException refused) {
            return;
        }
        assertThat(CompletionMarker.read(marker.write())).isEqualTo(marker);
    }
}
