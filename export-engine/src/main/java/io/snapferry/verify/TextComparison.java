package io.snapferry.verify;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentLength;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.plan.Chunk;
import io.snapferry.plan.ExportPlan;
import io.snapferry.plan.ExportSettings;
import io.snapferry.plan.PlannedCollection;
import io.snapferry.plan.Planner;
import io.snapferry.run.TaskPool;
import io.snapferry.source.ChunkRange;
import io.snapferry.source.DocumentReceiver;
import io.snapferry.source.ReadPass;
import io.snapferry.source.SnapshotSource;
import io.snapferry.source.reading.GzipFormatException;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.text.LineException;
import io.snapferry.text.TextLines;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Compares the text of some objects with what their chunks of the source become, and names the first document that differs. */
final class TextComparison {
    private final ReadableObjectStore store;
    private final ExportLayout layout;
    private final ExportSettings settings;
    private final SortedMap<String, SnapshotSource> sources;
    private final int threads;
    private final Findings findings;

    TextComparison(
            ReadableObjectStore store,
            ExportLayout layout,
            ExportSettings settings,
            SortedMap<String, SnapshotSource> sources,
            int threads,
            Findings findings) {
        this.store = store;
        this.layout = layout;
        this.settings = settings;
        this.sources = sources;
        this.threads = threads;
        this.findings = findings;
    }

    /** @param objects that are to be read, by key */
    void run(Map<String, FinishedObject> objects) throws IOException, InterruptedException {
        if (objects.isEmpty()) {
            return;
        }
        ExportPlan plan = new Planner(settings, layout).plan(sources);
        List<TaskPool.Task> tasks = new ArrayList<>();
        for (Map.Entry<String, SnapshotSource> source : sources.entrySet()) {
            Map<ChunkRange, Chunk> chunks = new HashMap<>();
            for (PlannedCollection collection : plan.collections()) {
                collection.chunks().stream()
                        .filter(chunk -> chunk.replicaSet().equals(source.getKey())
                                && objects.containsKey(chunk.key().value()))
                        .forEach(chunk -> chunks.put(chunk.range(), chunk));
            }
            for (ReadPass pass : source.getValue().passes(chunks.keySet())) {
                tasks.add(() -> {
                    try (Receiver receiver = new Receiver(chunks)) {
                        pass.read(receiver);
                    }
                });
            }
        }
        new TaskPool(threads).runAll(tasks);
    }

    /** Takes the documents of one pass. */
    private final class Receiver implements DocumentReceiver, Closeable {
        private final Map<ChunkRange, Chunk> chunks;
        private final Map<ChunkRange, ObjectText> open = new HashMap<>();
        private final Transcoder transcoder = Transcoder.forMode(settings.jsonMode());
        private final OutputBuffer text = new OutputBuffer(1 << 10);

        Receiver(Map<ChunkRange, Chunk> chunks) {
            this.chunks = chunks;
        }

        @Override
        public void documents(ChunkRange range, byte[] bytes, int offset, int length)
                throws IOException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            ObjectText object = text(range);
            int documentLength;
            for (int at = offset; at < offset + length && object.isOpen(); at += documentLength) {
                documentLength = DocumentLength.readTrusted(bytes, at);
                text.clear();
                try {
                    transcoder.transcode(bytes, at, documentLength, text);
                } catch (BsonFormatException e) {
                    throw new IllegalStateException("a document that was exported a moment ago is damaged now", e);
                }
                object.compare(text);
            }
        }

        @Override
        public void finished(ChunkRange range) throws IOException {
            ObjectText object = text(range);
            object.compareEnd();
            object.close();
            open.remove(range);
        }

        private ObjectText text(ChunkRange range) throws IOException {
            ObjectText object = open.get(range);
            if (object == null) {
                Chunk chunk = chunks.get(range);
                if (chunk == null) {
                    throw new IllegalStateException("a source delivered a range that was not asked for: " + range);
                }
                object = new ObjectText(chunk);
                open.put(range, object);
            }
            return object;
        }

        @Override
        public void close() throws IOException {
            for (ObjectText object : open.values()) {
                object.close();
            }
        }
    }

    /** The lines of one object, until the first that is not the source's. */
    private final class ObjectText implements Closeable {
        private final Chunk chunk;
        private long lineCount;
        private @Nullable TextLines lines;

        ObjectText(Chunk chunk) throws IOException {
            this.chunk = chunk;
            try {
                lines = TextLines.ofObject(store.read(chunk.key()), Long.MAX_VALUE);
            } catch (ObjectStoreException e) {
                if (!e.isMissing()) {
                    throw e;
                }
            }
        }

        boolean isOpen() {
            return lines != null;
        }

        void compare(OutputBuffer wanted) throws IOException {
            TextLines current = lines;
            if (current == null) {
                return;
            }
            if (!hasNext(current)) {
                differs("ends behind line " + lineCount + ", the source has more");
                return;
            }
            lineCount++;
            int mismatch = Arrays.mismatch(
                    current.bytes(),
                    current.offset(),
                    current.offset() + current.length(),
                    wanted.array(),
                    0,
                    wanted.size());
            if (mismatch >= 0) {
                differs("is not what the source gives: line " + lineCount + ordinal() + " differs from its byte "
                        + mismatch + " on");
            }
        }

        /** Where a range is not counted, nobody knows which document of the collection it begins with. */
        private String ordinal() {
            ChunkRange range = chunk.range();
            return range.isCounted()
                    ? " (document " + (range.documentOffset() + lineCount) + " of " + range.namespace() + ")"
                    : "";
        }

        void compareEnd() throws IOException {
            TextLines current = lines;
            if (current != null && hasNext(current)) {
                differs("goes on behind line " + lineCount + ", the source has no more");
            }
        }

        /** What cannot be read was found already when the object was read back. */
        private boolean hasNext(TextLines current) throws IOException {
            try {
                return current.next();
            } catch (LineException | GzipFormatException e) {
                return false;
            }
        }

        private void differs(String how) throws IOException {
            findings.add(chunk.key().value(), Finding.Problem.DIFFERENT, "it " + how);
            close();
        }

        @Override
        public void close() throws IOException {
            TextLines current = lines;
            lines = null;
            if (current != null) {
                current.close();
            }
        }
    }
}
