package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the metadata table says: which files there are and how to read them. A file whose entry is not understood is kept
 * as an error, since the other files can be read.
 */
final class Metadata {
    private static final String FILE_PREFIX = "file:";
    private static final String SYSTEM_PREFIX = "system:";
    /** Kinds of storage in which the files of this directory are not all there is. */
    private static final List<String> UNSUPPORTED_PREFIXES = List.of("tiered:", "object:", "tier:", "layered:", "lsm:");

    private static final List<String> UNSUPPORTED_EXTENSIONS = List.of(".wt_stable", ".wt_ingest", ".wtobj");

    private final Map<String, TableFile> files;
    private final Map<String, WiredTigerFormatException> unreadable;
    private final Map<String, String> system;

    private Metadata(
            Map<String, TableFile> files,
            Map<String, WiredTigerFormatException> unreadable,
            Map<String, String> system) {
        this.files = files;
        this.unreadable = unreadable;
        this.system = system;
    }

    /** Takes entries one by one. */
    static final class Builder {
        private final String source;
        private final Map<String, TableFile> files = new TreeMap<>();
        private final Map<String, WiredTigerFormatException> unreadable = new TreeMap<>();
        private final Map<String, String> system = new LinkedHashMap<>();

        /** @param source the file with the entries, for messages */
        Builder(String source) {
            this.source = source;
        }

        /** @throws WiredTigerFormatException when the entry tells of storage outside of the directory */
        void add(String key, String value) throws WiredTigerFormatException {
            if (UNSUPPORTED_PREFIXES.stream().anyMatch(key::startsWith)
                    || UNSUPPORTED_EXTENSIONS.stream().anyMatch(key::endsWith)) {
                throw WiredTigerFormatException.inFile(
                        source, "\"" + key + "\" stands for tiered, layered or LSM storage, which is not supported");
            }
            if (key.startsWith(SYSTEM_PREFIX)) {
                system.put(key, value);
            } else if (key.startsWith(FILE_PREFIX)) {
                String name = key.substring(FILE_PREFIX.length());
                if (!isInside(name)) {
                    throw WiredTigerFormatException.inFile(source, "\"" + key + "\" is outside of the directory");
                }
                try {
                    files.put(name, TableFile.parse(name, value));
                } catch (WiredTigerFormatException e) {
                    unreadable.put(name, e);
                }
            }
        }

        /** What was added. */
        Metadata build() {
            return new Metadata(files, unreadable, system);
        }

        private static boolean isInside(String name) {
            return !name.isEmpty()
                    && !name.startsWith("/")
                    && name.indexOf('\\') < 0
                    && name.indexOf('\0') < 0
                    && !List.of(name.split("/", -1)).contains("..");
        }
    }

    /** By name, those that can be read. */
    Map<String, TableFile> files() {
        return files;
    }

    /** By name, those that cannot. */
    Map<String, WiredTigerFormatException> unreadable() {
        return unreadable;
    }

    /** The value of a {@code system:} entry. */
    Optional<String> system(String name) {
        return Optional.ofNullable(system.get(SYSTEM_PREFIX + name));
    }
}
