package io.snapferry.source.datadirectory;

import io.snapferry.source.Namespace;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.TableFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** As what the server ran that wrote a directory; it decides what the point in time of a collection is. */
enum Deployment {
    /** One server alone: everything is in the journal. */
    STANDALONE,
    /** A member of a replica set since version 4.0: only the database {@code local} is in the journal. */
    REPLICA_SET_MEMBER,
    /** A member of a replica set before version 4.0: everything is in the journal. */
    OLD_REPLICA_SET_MEMBER;

    private static final Namespace OPLOG = new Namespace("local", "oplog.rs");
    private static final String LOCAL = "local";

    static Deployment of(DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog) throws IOException {
        if (!catalog.containsKey(OPLOG)) {
            return STANDALONE;
        }
        return hasLoggedUserTables(directory, catalog) ? OLD_REPLICA_SET_MEMBER : REPLICA_SET_MEMBER;
    }

    /** Whether a collection outside of {@code local} is in the journal, so that the journal is needed to read it. */
    static boolean hasLoggedUserTables(DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog)
            throws IOException {
        for (Map.Entry<Namespace, CatalogEntry> entry : catalog.entrySet()) {
            if (!entry.getKey().database().equals(LOCAL) && isLogged(directory, entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLogged(DataDirectory directory, CatalogEntry entry) throws IOException {
        try {
            Optional<TableFile> file = directory.file(entry.fileName());
            return file.isPresent() && file.get().isLogged();
        } catch (WiredTigerFormatException e) {
            return false; // it is refused when it is read, with its own reason
        }
    }
}
