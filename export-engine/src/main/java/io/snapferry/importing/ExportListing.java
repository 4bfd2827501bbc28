package io.snapferry.importing;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ReadableObjectStore;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The collections of an export, as its keys tell.
 *
 * @param collections ordered by database, then collection, as they stand in the keys
 * @param isComplete whether {@code .complete} is there
 */
record ExportListing(List<ListedCollection> collections, boolean isComplete) {
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
    record ListedCollection(String database, String segment, Optional<ObjectKey> metadata, List<ListedChunk> chunks) {
        ListedCollection {
            chunks = List.copyOf(chunks);
        }
    }

    /** A data object. */
    record ListedChunk(ObjectKey key, String replicaSet, int number) {}

    static ExportListing read(ReadableObjectStore store, String prefix) throws IOException {
        Map<String, Builder> collections = new TreeMap<>();
        boolean[] complete = {false};
        store.list(prefix + "/", object -> {
            String relative = object.key().substring(prefix.length() + 1);
            Matcher metadata = METADATA.matcher(relative);
            Matcher chunk = CHUNK.matcher(relative);
            if (relative.equals(COMPLETE)) {
                complete[0] = true;
            } else if (metadata.matches()) {
                builder(collections, metadata).metadata = Optional.of(new ObjectKey(object.key()));
            } else if (chunk.matches()) {
                builder(collections, chunk)
                        .chunks
                        .add(new ListedChunk(
                                new ObjectKey(object.key()), chunk.group(3), Integer.parseInt(chunk.group(4))));
            }
        });
        return new ExportListing(
                collections.values().stream().map(Builder::build).toList(), complete[0]);
    }

    private static Builder builder(Map<String, Builder> collections, Matcher key) {
        return collections.computeIfAbsent(
                key.group(1) + "/" + key.group(2), name -> new Builder(key.group(1), key.group(2)));
    }

    private static final class Builder {
        private final String database;
        private final String segment;
        private final List<ListedChunk> chunks = new ArrayList<>();
        private Optional<ObjectKey> metadata = Optional.empty();

        Builder(String database, String segment) {
            this.database = database;
            this.segment = segment;
        }

        ListedCollection build() {
            chunks.sort(Comparator.comparing(ListedChunk::replicaSet).thenComparing(ListedChunk::number));
            return new ListedCollection(
                    URLDecoder.decode(database.replace("+", "%2B"), StandardCharsets.UTF_8), segment, metadata, chunks);
        }
    }
}
