package io.snapferry.verify;

import io.snapferry.layout.ExportLayout;
import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestReader;
import io.snapferry.store.ReadableObjectStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The objects that the manifest lists, read from it once more and handed out one by one. Thread-safe. */
final class ListedObjects implements Closeable {
    private final Listing listing;
    private final ManifestReader reader;
    private long left;

    /**
     * @param object as listed
     * @param storedSizeBytes as {@link ListedKeys#storedSizeBytes} has it
     */
    record ListedObject(FinishedObject object, long storedSizeBytes) {}

    ListedObjects(ReadableObjectStore store, ExportLayout layout, Listing listing) throws IOException {
        this.listing = listing;
        this.reader = new ManifestReader(store.read(layout.manifest()));
        this.left = listing.objectCount();
    }

    /**
     * The next one; nothing behind the last one that could be read the first time.
     *
     * @throws IOException when the manifest is not what it was then
     */
    synchronized Optional<ListedObject> next() throws IOException {
        if (left == 0) {
            return Optional.empty();
        }
        FinishedObject object = reader.next().orElseThrow(ListedObjects::changed);
        left--;
        if (left == 0 && !listing.sha256().isEmpty()) {
            requireSame();
        }
        return Optional.of(new ListedObject(object, listing.keys().storedSizeBytes(object.key())));
    }

    private void requireSame() throws IOException {
        if (reader.next().isPresent() || !reader.sha256().equals(listing.sha256())) {
            throw changed();
        }
    }

    private static IOException changed() {
        return new IOException("the manifest was changed while the export was read");
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
