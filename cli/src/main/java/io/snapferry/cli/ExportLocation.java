package io.snapferry.cli;

import io.snapferry.layout.ExportPrefix;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.location.S3Options;
import io.snapferry.store.location.StoreUrl;
import io.snapferry.verify.ExportPrefixes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;

/**
 * A bucket, or a part of one, that holds exports.
 *
 * @param store of the whole bucket
 * @param keyPrefix of the part; empty for all
 */
record ExportLocation(ReadableObjectStore store, String keyPrefix) implements Closeable {

    /** @throws UsageException when the text is not a place to read from */
    static ExportLocation open(String location, S3Options options) {
        try {
            StoreUrl url = StoreUrl.parseLocation(location);
            if (url instanceof StoreUrl.S3 s3) {
                return new ExportLocation(s3.open(options), s3.keyPrefix());
            }
            if (url instanceof StoreUrl.Folder folder) {
                return ofFolder(folder, options);
            }
            throw new UsageException("LOCATION: nothing can be read from " + location);
        } catch (IllegalArgumentException e) {
            throw new UsageException("LOCATION: " + e.getMessage());
        }
    }

    /** The bucket is the folder above {@code exported_snapshots}, when the path goes below it. */
    private static ExportLocation ofFolder(StoreUrl.Folder folder, S3Options options) {
        Path path = folder.path();
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            if (path.getName(i).toString().equals(ExportPrefix.ROOT)) {
                Path bucket = i == 0 ? path.getRoot() : path.getRoot().resolve(path.subpath(0, i));
                String keyPrefix =
                        path.subpath(i, path.getNameCount()).toString().replace('\\', '/');
                return new ExportLocation(new StoreUrl.Folder(bucket).open(options), keyPrefix);
            }
        }
        return new ExportLocation(folder.open(options), "");
    }

    /**
     * The prefixes of all exports here, at least one.
     *
     * @throws IOException when there is none
     */
    SortedSet<String> exports() throws IOException {
        SortedSet<String> prefixes = ExportPrefixes.find(store, keyPrefix.isEmpty() ? "" : keyPrefix + "/");
        if (prefixes.isEmpty()) {
            throw new IOException(
                    "no export found at " + store.location() + (keyPrefix.isEmpty() ? "" : " below " + keyPrefix));
        }
        return prefixes;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
