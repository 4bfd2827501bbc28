package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.journal.Changes;
import io.snapferry.wiredtiger.journal.Journal;
import io.snapferry.wiredtiger.journal.LogSequenceNumber;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the journal of a directory is read: first for the metadata, since tables that were made after the checkpoint, and
 * even newer checkpoints, appear that way; then for the tables, each from its own checkpoint on. A hot backup's metadata is
 * complete already.
 */
final class JournalPlan {
    private static final int METADATA_ID = 0;

    private final Journal journal;
    private final Optional<JournalState> withoutReading;
    private final LogSequenceNumber start;
    private final boolean changesMetadata;
    private long metadataChanges;

    private JournalPlan(
            Journal journal, Optional<JournalState> withoutReading, LogSequenceNumber start, boolean changesMetadata) {
        this.journal = journal;
        this.withoutReading = withoutReading;
        this.start = start;
        this.changesMetadata = changesMetadata;
    }

    static JournalPlan of(Journal journal, DirectoryMetadata origin, JournalUse use) {
        LogSequenceNumber atFirstFile = journal.first().orElse(new LogSequenceNumber(1, 0));
        LogSequenceNumber start = origin.journalStart()
                // This is what stands there as long as there was no checkpoint with a journal.
                .filter(lsn -> !lsn.isBeforeAll())
                .orElse(atFirstFile);
        return new JournalPlan(journal, withoutReading(journal, start, use), start, !origin.isHotBackup());
    }

    private static Optional<JournalState> withoutReading(Journal journal, LogSequenceNumber start, JournalUse use) {
        if (start.isWithoutLog()) {
            return Optional.of(new JournalState.NotKept());
        }
        return switch (use) {
            case IGNORE -> Optional.of(new JournalState.Ignored());
            case REPLAY ->
                journal.has(start)
                        ? Optional.empty()
                        : Optional.of(new JournalState.Missing(
                                start, String.format("journal/WiredTigerLog.%010d", start.file())));
        };
    }

    /** What the journal changes in the metadata table. */
    Optional<Changes> metadataChanges(OpenSettings settings) throws IOException {
        if (withoutReading.isPresent() || !changesMetadata) {
            return Optional.empty();
        }
        Changes changes = Changes.read(
                journal,
                start,
                (fileId, position) -> fileId == METADATA_ID,
                settings.journalMemoryBytes(),
                settings.temporaryDirectory());
        metadataChanges = changes.count();
        return Optional.of(changes);
    }

    /** What the journal changes in the tables that are wanted. */
    Optional<Changes> tableChanges(Metadata metadata, OpenSettings settings) throws IOException {
        if (withoutReading.isPresent()) {
            return Optional.empty();
        }
        Map<Integer, LogSequenceNumber> starts = new HashMap<>();
        for (TableFile file : metadata.files().values()) {
            if (file.id() != METADATA_ID && settings.wantedTables().test(file.name())) {
                starts.put(file.id(), file.checkpointLsn().orElse(new LogSequenceNumber(0, 0)));
            }
        }
        return Optional.of(Changes.read(
                journal,
                start,
                (fileId, position) -> {
                    LogSequenceNumber from = starts.get(fileId);
                    return from != null && position.compareTo(from) >= 0;
                },
                settings.journalMemoryBytes(),
                settings.temporaryDirectory()));
    }

    /** What became of the journal. */
    JournalState state(Optional<Changes> tableChanges) {
        return withoutReading.orElseGet(() -> replayed(tableChanges.orElseThrow()));
    }

    private JournalState replayed(Changes tableChanges) {
        return new JournalState.Replayed(
                start,
                tableChanges.end().position(),
                tableChanges.end().isCutOff(),
                metadataChanges + tableChanges.count());
    }
}
