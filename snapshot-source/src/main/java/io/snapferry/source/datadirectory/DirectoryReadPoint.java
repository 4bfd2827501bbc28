package io.snapferry.source.datadirectory;

import io.snapferry.bson.RawBson;
import io.snapferry.source.Namespace;
import io.snapferry.source.ReadPoint;
import io.snapferry.source.SourceDescription;
import io.snapferry.source.datadirectory.oplog.OplogSummary;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.btree.KeyRange;
import io.snapferry.wiredtiger.btree.LeafSpan;
import io.snapferry.wiredtiger.directory.Checkpoint;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.JournalState;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bson.BsonSerializationException;

/** Says as of when a directory is read. What cannot be found out is left out: it is for people, not for decisions. */
final class DirectoryReadPoint {
    private static final Namespace OPLOG = new Namespace("local", "oplog.rs");
    private static final Namespace STARTUPS = new Namespace("local", "startup_log");
    private static final long LAST_SPAN_BYTES = 1 << 20;

    private DirectoryReadPoint() {}

    static SourceDescription describe(
            DataDirectory directory,
            SortedMap<Namespace, CatalogEntry> catalog,
            List<String> notices,
            Optional<OplogSummary> applied)
            throws IOException {
        Deployment deployment = Deployment.of(directory, catalog);
        List<String> all = new ArrayList<>(notices);
        if (deployment == Deployment.OLD_REPLICA_SET_MEMBER) {
            all.add(
                    "a member of a replica set before MongoDB 4.0: what it may have rolled back later is among its data");
        }
        directory.unreadable().values().forEach(reason -> all.add(String.valueOf(reason.getMessage())));
        return new SourceDescription(
                directory.isHotBackup() ? "WiredTiger hot backup" : "WiredTiger data directory",
                serverVersion(directory, catalog),
                Optional.empty(),
                all,
                Optional.of(new ReadPoint(
                        deployment == Deployment.STANDALONE ? "standalone" : "replica set member",
                        directory.versionText(),
                        checkpointTime(directory),
                        stableTimestamp(directory, deployment),
                        journal(directory.journal()),
                        topOfOplog(directory, catalog),
                        applied.map(summary -> timestamp(summary.to())),
                        DirectoryIdentity.of(directory, applied.map(summary -> timestamp(summary.to()))))));
    }

    static Optional<Instant> checkpointTime(DataDirectory directory) {
        return directory.files().stream()
                .flatMap(file -> file.checkpoint().stream())
                .map(Checkpoint::timeSeconds)
                .filter(seconds -> seconds > 0 && seconds < Instant.MAX.getEpochSecond())
                .max(Long::compare)
                .map(Instant::ofEpochSecond);
    }

    private static Optional<String> stableTimestamp(DataDirectory directory, Deployment deployment) {
        return deployment == Deployment.REPLICA_SET_MEMBER
                        && directory.readPoint().stableTimestamp().isPresent()
                ? Optional.of(timestamp(directory.readPoint().stableTimestamp().getAsLong()))
                : Optional.empty();
    }

    private static String timestamp(long timestamp) {
        return (timestamp >>> Integer.SIZE) + ":" + (timestamp & 0xffff_ffffL);
    }

    private static String journal(JournalState state) {
        if (state instanceof JournalState.Replayed replayed) {
            return "replayed from " + replayed.start() + " to " + replayed.end() + ", " + replayed.changeCount()
                    + " changes"
                    + (replayed.isCutOff() ? "; cut off there, as a server that was killed leaves it" : "");
        }
        if (state instanceof JournalState.NotKept) {
            return "not kept by the server";
        }
        if (state instanceof JournalState.Ignored) {
            return "not read, the checkpoint alone";
        }
        return "missing";
    }

    /** The newest record id of the oplog, which is its timestamp. */
    private static Optional<String> topOfOplog(DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog)
            throws IOException {
        try {
            Optional<TableFile> file = file(directory, catalog, OPLOG);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            List<LeafSpan> spans = directory.divide(file.get(), LAST_SPAN_BYTES).spans();
            try (RecordCursor cursor = directory.records(file.get())) {
                cursor.seek(new KeyRange(spans.get(spans.size() - 1).from(), Optional.empty()));
                Optional<Long> last = Optional.empty();
                while (cursor.next()) {
                    Slice key = cursor.key();
                    PackedReader reader = new PackedReader();
                    reader.reset(key.bytes(), key.offset(), key.offset() + key.length());
                    last = Optional.of(reader.signed());
                }
                return last.map(DirectoryReadPoint::timestamp);
            }
        } catch (WiredTigerFormatException | MalformedException e) {
            return Optional.empty();
        }
    }

    /** The server writes a document with its version at each start. */
    private static Optional<String> serverVersion(DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog)
            throws IOException {
        Optional<String> version = Optional.empty();
        try {
            Optional<TableFile> file = file(directory, catalog, STARTUPS);
            if (file.isEmpty()) {
                return version;
            }
            try (RecordCursor cursor = directory.records(file.get())) {
                while (cursor.next()) {
                    Slice value = cursor.value();
                    version = RawElements.of(RawBson.copyOf(value.bytes(), value.offset(), value.length()))
                            .document("buildinfo")
                            .flatMap(buildInfo -> RawElements.of(buildInfo).string("version"))
                            .or(Optional::empty);
                }
            }
        } catch (WiredTigerFormatException | BsonSerializationException e) {
            return version;
        }
        return version;
    }

    private static Optional<TableFile> file(
            DataDirectory directory, SortedMap<Namespace, CatalogEntry> catalog, Namespace namespace)
            throws WiredTigerFormatException {
        CatalogEntry entry = catalog.get(namespace);
        return entry == null ? Optional.empty() : directory.file(entry.fileName());
    }
}
