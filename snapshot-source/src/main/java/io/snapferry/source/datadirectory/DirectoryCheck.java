package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bson.BsonSerializationException;

/** Tells data directories from other folders, and those that can be read from those that cannot. */
final class DirectoryCheck {
    private static final String STORAGE_FILE = "storage.bson";
    private static final String SUPPORTED_ENGINE = "wiredTiger";
    private static final int MAX_STORAGE_BYTES = 1 << 20;

    /**
     * Each of them alone makes a folder a data directory, or what is left of one, if it is a file: a dump may have databases,
     * which are folders, of any name.
     */
    private static final List<String> MARKS = List.of(
            "WiredTiger",
            "WiredTiger.turtle",
            "WiredTiger.turtle.set",
            "WiredTiger.backup",
            "WiredTiger.wt",
            "_mdb_catalog.wt");

    /** Of the storage engine that was the default before 3.2. */
    private static final String OLD_ENGINE_FILES = "*.{ns,0}";

    private DirectoryCheck() {}

    /** Whether a server wrote it, supported or not. */
    static boolean isDataDirectory(Path folder) throws IOException {
        return MARKS.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name)))
                || hasOldEngineFiles(folder)
                || namesEngine(folder);
    }

    /** A dump of a database with a collection {@code storage} has such a file too, of documents that tell of no engine. */
    private static boolean namesEngine(Path folder) throws IOException {
        Path file = folder.resolve(STORAGE_FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_STORAGE_BYTES) {
            return false;
        }
        try {
            return engine(file).isPresent();
        } catch (BsonSerializationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> engine(Path file) throws IOException {
        return RawElements.of(RawBson.copyOf(Files.readAllBytes(file)))
                .document("storage")
                .flatMap(storage -> RawElements.of(storage).string("engine"));
    }

    private static boolean hasOldEngineFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OLD_ENGINE_FILES)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @throws SourceException naming why it cannot be read */
    static void requireSupported(Path folder) throws IOException {
        requireEngine(folder);
        if (Files.exists(folder.resolve("_repair_incomplete"))) {
            throw SourceException.inFile("_repair_incomplete", "a repair was interrupted; let the server finish it");
        }
        for (String name : List.of("key.db", "keystore")) {
            if (Files.exists(folder.resolve(name))) {
                throw SourceException.inFile(name, "the directory is encrypted at rest; decrypt it with the server");
            }
        }
        if (!Files.exists(folder.resolve("WiredTiger.turtle"))
                && !Files.exists(folder.resolve("WiredTiger.backup"))
                && hasOldEngineFiles(folder)) {
            throw SourceException.inFile(
                    folder.toString(), "files of the storage engine MMAPv1, which is not supported");
        }
    }

    private static void requireEngine(Path folder) throws IOException {
        Path file = folder.resolve(STORAGE_FILE);
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > MAX_STORAGE_BYTES) {
            throw SourceException.inFile(STORAGE_FILE, "larger than any such file");
        }
        String engine;
        try {
            engine = engine(file).orElse("");
        } catch (BsonSerializationException | IllegalArgumentException e) {
            throw SourceException.inFile(STORAGE_FILE, "not a document: " + e.getMessage())
                    .causedBy(e);
        }
        if (!engine.equals(SUPPORTED_ENGINE)) {
            throw SourceException.inFile(
                    STORAGE_FILE, "storage engine \"" + engine + "\" is not supported, expected " + SUPPORTED_ENGINE);
        }
    }
}
