package io.snapferry.source.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How the files of a dump are written: as they are, or encrypted. Thread-safe. */
public interface NewFiles {
    /** As they are. */
    NewFiles PLAIN = new NewFiles() {
        @Override
        public OutputStream create(Path path, String name) throws IOException {
            return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public InputStream open(Path path) throws IOException {
            return Files.newInputStream(path);
        }
    };

    /**
     * Creates a file. What is written is in it, and whole, when the stream was closed.
     *
     * @param path must not exist
     * @param name relative to the dump, with slashes; what the file will be called when it is done
     */
    OutputStream create(Path path, String name) throws IOException;

    /** Reads a file that was created here. The stream is not buffered. */
    InputStream open(Path path) throws IOException;
}
