package io.snapferry.source.encryption;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys that whoever reads has. Thread-safe. */
@FunctionalInterface
public interface FileKeys {
    /** For those who read nothing that is encrypted. */
    FileKeys NONE = id -> Optional.empty();

    /** The key of this {@link EncryptionKey#id}, if it is there. */
    Optional<EncryptionKey> find(String id);

    /** These keys. */
    static FileKeys of(EncryptionKey... keys) {
        List<EncryptionKey> known = List.copyOf(Arrays.asList(keys));
        return id -> known.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
