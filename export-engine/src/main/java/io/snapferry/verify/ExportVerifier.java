package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.manifest.CompletionMarker;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestFormat;
import io.snapferry.run.TaskPool;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads one export back and compares it with its manifest: every object there, with its size, digest, document count and
 * well-formed lines, and nothing else. What the bucket answers is a finding where it concerns one object, and an exception
 * where it concerns the bucket. An instance verifies once.
 */
public final class ExportVerifier {
    private final ReadableObjectStore store;
    private final ExportLayout layout;
    private final String prefix;
    private final TaskPool pool;
    private final ConcurrentSkipListSet<Finding> findings = new ConcurrentSkipListSet<>();
    private final LongAdder objects = new LongAdder();
    private final LongAdder documents = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * @param store that holds the export
     * @param prefix of the export
     * @param threads that read; at least 1
     */
    public ExportVerifier(ReadableObjectStore store, String prefix, int threads) {
        this.store = store;
        this.prefix = prefix;
        this.layout = new ExportLayout(new ExportPrefix(prefix));
        this.pool = new TaskPool(threads);
    }

    /** @throws IOException when the bucket cannot be read at all */
    public VerifyReport verify() throws IOException, InterruptedException {
        Map<String, FinishedObject> listed = manifest();
        completionMarker(listed.size());
        Map<String, Long> stored = stored();
        List<TaskPool.Task> tasks = new ArrayList<>();
        for (FinishedObject object : listed.values()) {
            Long sizeBytes = stored.remove(object.key());
            if (sizeBytes == null) {
                add(object.key(), Finding.Problem.MISSING, "the manifest lists it with " + object.bytes() + " bytes");
            } else if (sizeBytes != object.bytes()) {
                add(
                        object.key(),
                        Finding.Problem.CHANGED,
                        "it has " + sizeBytes + " bytes, expected " + object.bytes());
            } else {
                tasks.add(() -> read(object));
            }
        }
        stored.keySet().forEach(key -> add(key, Finding.Problem.EXTRA, "the manifest does not list it"));
        pool.runAll(tasks);
        return new VerifyReport(prefix, objects.sum(), documents.sum(), bytes.sum(), List.copyOf(findings));
    }

    private void add(String key, Finding.Problem problem, String detail) {
        findings.add(new Finding(key, problem, detail));
    }

    private Map<String, FinishedObject> manifest() throws IOException {
        Map<String, FinishedObject> listed = new LinkedHashMap<>();
        String key = layout.manifest().value();
        ManifestFormat format = new ManifestFormat();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(store.read(layout.manifest()), StandardCharsets.UTF_8.newDecoder()))) {
            String header = lines.readLine();
            if (header == null) {
                throw new ManifestException("the manifest is empty");
            }
            String statedPrefix = format.readHeader(header).prefix();
            if (!statedPrefix.equals(prefix)) {
                add(key, Finding.Problem.INCONSISTENT, "it is the manifest of " + statedPrefix);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                FinishedObject object = format.readLine(line);
                if (!object.key().startsWith(prefix + "/") || listed.put(object.key(), object) != null) {
                    add(
                            object.key(),
                            Finding.Problem.INCONSISTENT,
                            "the manifest lists it twice or outside of the export");
                }
            }
        } catch (ManifestException | CharacterCodingException e) {
            add(key, Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (ObjectStoreException e) {
            addMissingOrThrow(key, e, "nothing says what the export must hold");
        }
        return listed;
    }

    private void completionMarker(int listedCount) throws IOException {
        String key = layout.completionMarker().value();
        try (InputStream content = store.read(layout.completionMarker())) {
            CompletionMarker marker = CompletionMarker.read(content.readAllBytes());
            if (marker.totalFiles() != listedCount) {
                add(
                        key,
                        Finding.Problem.INCONSISTENT,
                        "it counts " + marker.totalFiles() + " files, the manifest lists " + listedCount);
            }
        } catch (ManifestException e) {
            add(key, Finding.Problem.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (ObjectStoreException e) {
            addMissingOrThrow(key, e, "the export did not finish");
        }
    }

    private void addMissingOrThrow(String key, ObjectStoreException e, String detail) throws ObjectStoreException {
        if (!e.isMissing()) {
            throw e;
        }
        add(key, Finding.Problem.MISSING, detail);
    }

    /** What lies under the prefix besides the two dot-files. */
    private Map<String, Long> stored() throws IOException {
        Map<String, Long> stored = new HashMap<>();
        store.list(prefix + "/", object -> stored.put(object.key(), object.sizeBytes()));
        stored.remove(layout.manifest().value());
        stored.remove(layout.completionMarker().value());
        return stored;
    }

    private void read(FinishedObject object) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (InputStream content = store.read(new ObjectKey(object.key()))) {
            ObjectCheck check = new ObjectCheck(object);
            check.read(content);
            objects.increment();
            documents.add(check.documentCount());
            bytes.add(object.bytes());
            check.problems().forEach(findings::add);
        } catch (ObjectStoreException e) {
            addMissingOrThrow(object.key(), e, "it vanished while the export was read");
        } catch (IllegalArgumentException e) {
            add(object.key(), Finding.Problem.INCONSISTENT, String.valueOf(e.getMessage()));
        }
    }
}
