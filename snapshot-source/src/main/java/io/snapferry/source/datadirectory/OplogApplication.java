package io.snapferry.source.datadirectory;

import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.datadirectory.oplog.AppliedOplog;
import io.snapferry.source.datadirectory.oplog.BaseRecords;
import io.snapferry.source.datadirectory.oplog.CollectionState;
import io.snapferry.source.datadirectory.oplog.ConsistencyMarkers;
import io.snapferry.source.datadirectory.oplog.OplogSettings;
import io.snapferry.source.datadirectory.oplog.OplogTable;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings the collections of a directory to the top of its oplog, as the server does when it starts. */
final class OplogApplication {
    private static final Namespace OPLOG = new Namespace("local", "oplog.rs");
    private static final Namespace TRUNCATE_AFTER = new Namespace("local", "replset.oplogTruncateAfterPoint");
    private static final Namespace MIN_VALID = new Namespace("local", "replset.minvalid");
    private static final String OPTION = "--to-top-of-oplog";

    /** Of WiredTiger in MongoDB 4.4, since which the entry at the truncate point stays. */
    private static final int POINT_STAYS_SINCE = 10;

    private final DataDirectory directory;
    private final SortedMap<Namespace, CatalogEntry> catalog;

    OplogApplication(DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog) {
        this.directory = directory;
        this.catalog = catalog;
    }

    /** Reads the oplog. The collections' numbers are their places in the catalog. */
    AppliedOplog read() throws IOException {
        CatalogEntry oplog = requireMember();
        long stable = directory
                .readPoint()
                .stableTimestamp()
                .orElseThrow(
                        () -> SourceException.inFile(
                                oplog.fileName(),
                                OPTION
                                        + ": the checkpoint has no stable timestamp, so that it is not known which entries it holds"));
        ConsistencyMarkers markers = ConsistencyMarkers.read(base(TRUNCATE_AFTER), base(MIN_VALID));
        if (markers.isInitialSyncUnfinished()) {
            throw SourceException.inFile(
                    oplog.fileName(), OPTION + ": the member's initial sync was not finished, its data are not whole");
        }
        OptionalLong end = markers.end(stable, directory.version().major() < POINT_STAYS_SINCE);
        return AppliedOplog.read(new Table(table(oplog)), stable, end, states(), OplogSettings.defaults());
    }

    private CatalogEntry requireMember() throws IOException {
        Deployment deployment = Deployment.of(directory, catalog);
        CatalogEntry oplog = catalog.get(OPLOG);
        if (oplog == null || deployment == Deployment.STANDALONE) {
            throw SourceException.inFile(
                    CatalogEntry.FILE, OPTION + ": a standalone server wrote this directory, there is no oplog");
        }
        if (deployment == Deployment.OLD_REPLICA_SET_MEMBER) {
            throw SourceException.inFile(
                    oplog.fileName(),
                    OPTION + ": a server before MongoDB 4.0 wrote this directory, everything is in its journal");
        }
        return oplog;
    }

    private TableRecords table(CatalogEntry entry) {
        return new TableRecords(directory, entry.namespace(), entry.fileName());
    }

    private Optional<BaseRecords> base(Namespace namespace) {
        return Optional.ofNullable(catalog.get(namespace)).map(this::table);
    }

    private List<CollectionState> states() {
        List<CollectionState> states = new ArrayList<>();
        for (CatalogEntry entry : catalog.values()) {
            states.add(new CollectionState(
                    states.size(), entry.namespace(), entry.options(), entry.indexes(), entry.uuidHex()));
        }
        return states;
    }

    /** The collections after the last entry. */
    SortedMap<Namespace, LocatedCollection> collections(AppliedOplog applied) {
        List<CatalogEntry> before = new ArrayList<>(catalog.values());
        SortedMap<Namespace, LocatedCollection> after = new TreeMap<>();
        for (CollectionState state : applied.collections()) {
            Optional<CatalogEntry> old =
                    state.number() < before.size() ? Optional.of(before.get(state.number())) : Optional.empty();
            CatalogEntry entry = new CatalogEntry(
                    state.namespace(),
                    old.map(CatalogEntry::ident).orElse(""),
                    state.options(),
                    state.indexes(),
                    state.uuidHex(),
                    old.map(CatalogEntry::indexIdents).orElse(List.of()));
            CollectionRecords base = old.isPresent()
                    ? new TableRecords(directory, state.namespace(), entry.fileName())
                    : new NoRecords(CatalogEntry.FILE, newKeyFormat(state));
            after.put(
                    state.namespace(),
                    new LocatedCollection(
                            entry,
                            new OplogRecords(applied, state, base),
                            old.isPresent() && !applied.isChanged(state.number())));
        }
        return after;
    }

    private static String newKeyFormat(CollectionState state) {
        return RawElements.of(state.options()).has("clusteredIndex") ? "u" : "q";
    }

    private record Table(TableRecords records) implements OplogTable {
        @Override
        public String file() {
            return records.file();
        }

        @Override
        public RecordCursor open() throws IOException {
            return records.open();
        }
    }
}
