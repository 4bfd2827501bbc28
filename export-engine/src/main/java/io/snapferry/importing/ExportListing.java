package io.snapferry.importing;

import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestReader;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The collections of an export, as its keys tell, and what its manifest says of each object when it has one.
 *
 * @param collections ordered by database, then collection, as they stand in the keys
 * @param isComplete whether {@code .complete} is there
 */
record ExportListing(List<ListedCollection> collections, boolean isComplete) {
    /** 128 TiB in chunks of the default size; bounds what is remembered. */
    private static final int MAX_OBJECTS = 1_000_000;

    private static final Pattern METADATA = Pattern.compile("([^/]+)/([^/]+)/metadata\\.json");
    private static final Pattern CHUNK = Pattern.compile("([^/]+)/([^/]+)/([^/]+)\\.(\\d{1,9})\\.json\\.gz");
    private static final String COMPLETE = ".complete";

    ExportListing {
        collections = List.copyOf(collections);
    }

    /**
     * A collection.
     *
     * @param database true name
     * @param segment the collection's segment in the key, not its true name
     * @param metadata absent when the export has none for it
     * @param chunks by replica set, then number
     */
    record ListedCollection(
            String database, String segment, Optional<ListedObject> metadata, List<ListedObject> chunks) {
        ListedCollection {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * An object.
     *
     * @param replicaSet empty for {@code metadata.json}
     * @param number of the chunk, 0 for {@code metadata.json}
     * @param sizeBytes as stored
     * @param expected what the manifest says of it; absent when there is no manifest
     */
    record ListedObject(
            ObjectKey key, String replicaSet, int number, long sizeBytes, Optional<FinishedObject> expected) {}

    /**
     * @param isManifestWanted whether the objects must be those of the manifest, when there is one
     * @throws ImportException when they are not, or a key is not one that an export writes
     */
    static ExportListing read(ReadableObjectStore store, String prefix, boolean isManifestWanted) throws IOException {
        Optional<Map<String, FinishedObject>> manifest = isManifestWanted ? manifest(store, prefix) : Optional.empty();
        List<ReadableObjectStore.StoredObject> objects = new ArrayList<>();
        boolean[] complete = {false};
        store.list(prefix + "/", object -> {
            String relative = object.key().substring(prefix.length() + 1);
            if (relative.equals(COMPLETE)) {
                complete[0] = true;
            } else if (objects.size() <= MAX_OBJECTS
                    && (METADATA.matcher(relative).matches()
                            || CHUNK.matcher(relative).matches())) {
                objects.add(object);
            }
        });
        if (objects.size() > MAX_OBJECTS) {
            throw new ImportException(prefix, "it has more than " + MAX_OBJECTS + " objects");
        }
        Map<String, Builder> collections = new TreeMap<>();
        for (ReadableObjectStore.StoredObject object : objects) {
            add(collections, object, object.key().substring(prefix.length() + 1), expected(manifest, object.key()));
        }
        if (complete[0] && manifest.isPresent()) {
            requireAll(manifest.get(), objects);
        }
        return new ExportListing(
                collections.values().stream().map(Builder::build).toList(), complete[0]);
    }

    private static void add(
            Map<String, Builder> collections,
            ReadableObjectStore.StoredObject object,
            String relative,
            Optional<FinishedObject> expected)
            throws ImportException {
        ObjectKey key;
        try {
            key = new ObjectKey(object.key());
        } catch (IllegalArgumentException e) {
            throw new ImportException(object.key(), "no export writes such a key: " + e.getMessage());
        }
        Matcher metadata = METADATA.matcher(relative);
        Matcher chunk = CHUNK.matcher(relative);
        if (metadata.matches()) {
            builder(collections, metadata).metadata =
                    Optional.of(new ListedObject(key, "", 0, object.sizeBytes(), expected));
        } else if (chunk.matches()) {
            builder(collections, chunk)
                    .chunks
                    .add(new ListedObject(
                            key, chunk.group(3), Integer.parseInt(chunk.group(4)), object.sizeBytes(), expected));
        }
    }

    /** Nothing when there is none: an export of Atlas. */
    private static Optional<Map<String, FinishedObject>> manifest(ReadableObjectStore store, String prefix)
            throws IOException {
        ObjectKey key = new ExportLayout(new ExportPrefix(prefix)).manifest();
        Map<String, FinishedObject> objects = new HashMap<>();
        try (ManifestReader reader = new ManifestReader(store.read(key))) {
            for (Optional<FinishedObject> next = reader.next(); next.isPresent(); next = reader.next()) {
                objects.put(next.get().key(), next.get());
                if (objects.size() > MAX_OBJECTS) {
                    throw new ManifestException("it lists more than " + MAX_OBJECTS + " objects");
                }
            }
            return Optional.of(objects);
        } catch (ManifestException e) {
            throw new ImportException(
                    key.value(), e.getMessage() + ". See what verify says; --without-manifest imports what lies there");
        } catch (ObjectStoreException e) {
            if (e.isMissing()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<FinishedObject> expected(Optional<Map<String, FinishedObject>> manifest, String key)
            throws ImportException {
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        FinishedObject expected = manifest.get().get(key);
        if (expected == null) {
            throw new ImportException(key, "the manifest does not list it");
        }
        return Optional.of(expected);
    }

    private static void requireAll(Map<String, FinishedObject> manifest, List<ReadableObjectStore.StoredObject> objects)
            throws ImportException {
        if (objects.size() < manifest.size()) {
            objects.forEach(object -> manifest.remove(object.key()));
            String missing = manifest.keySet().stream().sorted().findFirst().orElse("an object");
            throw new ImportException(missing, "the manifest lists it, it is not there");
        }
    }

    private static Builder builder(Map<String, Builder> collections, Matcher key) {
        return collections.computeIfAbsent(
                key.group(1) + "/" + key.group(2), name -> new Builder(key.group(1), key.group(2)));
    }

    private static final class Builder {
        private final String database;
        private final String segment;
        private final List<ListedObject> chunks = new ArrayList<>();
        private Optional<ListedObject> metadata = Optional.empty();

        Builder(String database, String segment) {
            this.database = database;
            this.segment = segment;
        }

        ListedCollection build() {
            chunks.sort(Comparator.comparing(ListedObject::replicaSet).thenComparing(ListedObject::number));
            return new ListedCollection(
                    URLDecoder.decode(database.replace("+", "%2B"), StandardCharsets.UTF_8), segment, metadata, chunks);
        }
    }
}
