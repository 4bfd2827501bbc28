package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * From where API keys may be used. A key without an entry may be used from anywhere; a key's entries end with the key.
 * Thread-safe; every write is durable when its method returns.
 */
public interface AccessLists {
    /**
     * An entry.
     *
     * @param range from which the key may be used
     * @param createdAt whole seconds
     */
    record Entry(AddressRange range, Instant createdAt) {}

    /** Adds entries to a key that exists; a range that is there stays as it is. */
    void add(Id<ApiKey> key, Collection<Entry> entries);

    /** Oldest first, then by range. */
    List<Entry> entries(Id<ApiKey> key);

    /** @return whether the key had an entry with just this range */
    boolean remove(Id<ApiKey> key, AddressRange range);
}
