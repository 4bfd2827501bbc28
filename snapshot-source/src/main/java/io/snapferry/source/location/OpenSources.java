package io.snapferry.source.location;

import io.snapferry.source.SnapshotSource;
import io.snapferry.source.encryption.FileKeys;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sources of all replica sets of a snapshot, opened and closed together.
 *
 * @param byReplicaSet by the name of their replica set
 */
public record OpenSources(SortedMap<String, SnapshotSource> byReplicaSet) implements Closeable {

    /** As the other, without a key: what is encrypted is refused. */
    public static OpenSources open(Map<String, Path> paths) throws IOException {
        return open(paths, FileKeys.NONE);
    }

    /** As the other, with keys for those that are encrypted. */
    public static OpenSources open(Map<String, Path> paths, FileKeys keys) throws IOException {
        return open(paths, SourceOptions.with(keys));
    }

    /**
     * Opens all, or none.
     *
     * @param paths by the name of their replica set
     */
    public static OpenSources open(Map<String, Path> paths, SourceOptions options) throws IOException {
        OpenSources sources = new OpenSources(new TreeMap<>());
        try {
            for (Map.Entry<String, Path> path : paths.entrySet()) {
                sources.byReplicaSet.put(path.getKey(), Sources.open(path.getValue(), options));
            }
            return sources;
        } catch (IOException | RuntimeException e) {
            try {
                sources.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (SnapshotSource source : byReplicaSet.values()) {
            try {
                source.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
