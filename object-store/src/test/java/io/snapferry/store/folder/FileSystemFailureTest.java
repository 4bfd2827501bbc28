package io.snapferry.store.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/** Errors that a test cannot bring about on every machine, in the form in which the JDK reports them. */
class FileSystemFailureTest {

    @Test
    void fullDiskIsNamedWhetherTheJdkKnowsTheFileOrNot() {
        assertThat(codeOf(new IOException("No space left on device"))).isEqualTo("NoSpaceLeft");
        assertThat(codeOf(new FileSystemException("/a", null, "No space left on device")))
                .isEqualTo("NoSpaceLeft");
    }

    @Test
    void missingRightIsNamed() {
        assertThat(codeOf(new AccessDeniedException("/a"))).isEqualTo("AccessDenied");
    }

    @Test
    void unknownErrorKeepsItsWords() {
        assertThat(FileSystemFailure.of("WriteFile", "/a", new IOException("Stale file handle")))
                .hasMessage("WriteFile /a: FileSystemError: Stale file handle");
    }

    @Test
    void errorWithoutWordsHasItsType() {
        assertThat(FileSystemFailure.of("WriteFile", "/a", new FileSystemException("/b")))
                .hasMessage("WriteFile /a: FileSystemError: FileSystemException: /b");
    }

    private static String codeOf(IOException failure) {
        return FileSystemFailure.of("WriteFile", "/a", failure).storeCode();
    }
}
