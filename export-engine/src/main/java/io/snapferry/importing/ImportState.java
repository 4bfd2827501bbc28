package io.snapferry.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.snapferry.source.Namespace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers how far an import is, so that another run goes on behind it. In a file it is a line of JSON for each thing that
 * happened, appended and synced; what a crash leaves of a line is cut off. Thread-safe.
 */
public final class ImportState implements Closeable {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Optional<FileChannel> file;
    // All guarded by this.
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Long> finishedObjects = new HashMap<>();
    private final Set<String> finished = new HashSet<>();

    /** What a line says: exactly one of these. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @JsonPropertyOrder({"snapferryImport", "from", "to", "begun", "object", "documents", "finished"})
    record Line(
            Optional<Integer> snapferryImport,
            Optional<String> from,
            Optional<String> to,
            Optional<String> begun,
            Optional<String> object,
            Optional<Long> documents,
            Optional<String> finished) {
        static final int VERSION = 1;

        static Line head(String from, String to) {
            return new Line(
                    Optional.of(VERSION),
                    Optional.of(from),
                    Optional.of(to),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Line begun(String namespace) {
            return of(Optional.of(namespace), Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Line object(String key, long documents) {
            return of(Optional.empty(), Optional.of(key), Optional.of(documents), Optional.empty());
        }

        static Line finished(String namespace) {
            return of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(namespace));
        }

        private static Line of(
                Optional<String> begun, Optional<String> object, Optional<Long> documents, Optional<String> finished) {
            return new Line(Optional.empty(), Optional.empty(), Optional.empty(), begun, object, documents, finished);
        }
    }

    private ImportState(Optional<FileChannel> file) {
        this.file = file;
    }

    /** For an import that is not resumed. */
    public static ImportState forgetful() {
        return new ImportState(Optional.empty());
    }

    /**
     * Opens or creates a file.
     *
     * @param from what is imported
     * @param to where it goes
     * @throws ImportException when the file is another import's, or none, or in use
     */
    public static ImportState open(Path path, String from, String to) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            ImportState state = new ImportState(Optional.of(channel));
            state.read(path, Line.head(from, to));
            return state;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ImportException(path.toString(), "another import uses it");
        }
    }

    private void read(Path path, Line head) throws IOException {
        String content = Files.readString(path, StandardCharsets.UTF_8);
        int end = content.lastIndexOf('\n') + 1;
        List<String> lines = content.substring(0, end).lines().toList();
        FileChannel channel = file.orElseThrow();
        channel.truncate(content.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        if (lines.isEmpty()) {
            append(head);
            return;
        }
        Line found = parse(path, lines.get(0));
        if (!found.equals(head)) {
            throw new ImportException(
                    path.toString(),
                    "it is the state of an import of " + found.from().orElse("something else") + " to "
                            + found.to().orElse("somewhere else") + ". Name another file, or delete this one");
        }
        for (String line : lines.subList(1, lines.size())) {
            take(parse(path, line));
        }
    }

    private static Line parse(Path path, String line) throws ImportException {
        try {
            return MAPPER.readValue(line, Line.class);
        } catch (JsonProcessingException e) {
            throw new ImportException(path.toString(), "it is not the state of an import");
        }
    }

    private void take(Line line) {
        line.begun().ifPresent(begun::add);
        line.object().ifPresent(key -> finishedObjects.put(key, line.documents().orElse(0L)));
        line.finished().ifPresent(finished::add);
    }

    private void append(Line line) throws IOException {
        if (file.isPresent()) {
            ByteBuffer bytes =
                    ByteBuffer.wrap((MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.get().write(bytes);
            }
            file.get().force(false);
        }
    }

    /** Whether an earlier run began the collection, perhaps. */
    synchronized boolean isBegun(Namespace namespace) {
        return begun.contains(namespace.toString());
    }

    /** Whether all of the collection is in the target. */
    synchronized boolean isFinished(Namespace namespace) {
        return finished.contains(namespace.toString());
    }

    /** How many documents an object had that is in the target. */
    synchronized Optional<Long> documents(String key) {
        return Optional.ofNullable(finishedObjects.get(key));
    }

    synchronized void begin(Namespace namespace) throws IOException {
        begun.add(namespace.toString());
        append(Line.begun(namespace.toString()));
    }

    synchronized void finishObject(String key, long documents) throws IOException {
        finishedObjects.put(key, documents);
        append(Line.object(key, documents));
    }

    synchronized void finish(Namespace namespace) throws IOException {
        finished.add(namespace.toString());
        append(Line.finished(namespace.toString()));
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
