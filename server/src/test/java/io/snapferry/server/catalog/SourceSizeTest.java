package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceSizeTest {
    @TempDir
    private Path folder;

    @Test
    void sumsTheFilesBelowAFolder() throws IOException {
        Files.write(folder.resolve("a"), new byte[3]);
        Files.createDirectories(folder.resolve("b/c"));
        Files.write(folder.resolve("b/c/d"), new byte[4]);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertThat(SourceSize.bytesAt(folder)).isEqualTo(7);
    }

    @Test
    void isTheSizeOfAFile() throws IOException {
        assertThat(SourceSize.bytesAt(Files.write(folder.resolve("a.archive"), new byte[5])))
                .isEqualTo(5);
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SourceSize.bytesAt(folder.resolve("missing")));
    }
}
