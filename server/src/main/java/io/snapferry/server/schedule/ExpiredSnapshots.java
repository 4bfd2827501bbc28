package io.snapferry.server.schedule;

import io.snapferry.server.catalog.Destinations.Deletion;
import io.snapferry.server.catalog.ScheduleAgenda;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.Snapshots;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes snapshots whose time is over, of whatever origin. The files of registered ones stay, those of others are discarded with
 * the row. One that an export still reads goes later.
 */
final class ExpiredSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredSnapshots.class);
    private static final int AT_A_TIME = 500;

    private final ScheduleAgenda agenda;
    private final Snapshots snapshots;
    private final Runnable filesDiscarded;

    /** @param filesDiscarded run after snapshots were deleted whose files are to be; must return at once */
    ExpiredSnapshots(ScheduleAgenda agenda, Snapshots snapshots, Runnable filesDiscarded) {
        this.agenda = agenda;
        this.snapshots = snapshots;
        this.filesDiscarded = filesDiscarded;
    }

    /** @return the next expiry; absent when no snapshot that there is now expires later */
    Optional<Instant> delete(Instant now) {
        List<Snapshot> expired = agenda.expired(now, AT_A_TIME);
        while (!expired.isEmpty()) {
            long deleted = expired.stream().filter(this::delete).count();
            if (expired.stream().anyMatch(Snapshot::isTakenHere)) {
                filesDiscarded.run();
            }
            // whatever stays is tried again later: it came into use since it was listed
            boolean isMore = expired.size() == AT_A_TIME && deleted > 0;
            expired = isMore ? agenda.expired(now, AT_A_TIME) : List.of();
        }
        return agenda.nextExpiry(now);
    }

    private boolean delete(Snapshot snapshot) {
        boolean isDeleted = snapshots.delete(snapshot.cluster(), snapshot.id()) == Deletion.DELETED;
        if (isDeleted) {
            LOG.atInfo()
                    .addKeyValue("cluster", snapshot.cluster())
                    .addKeyValue("snapshot", snapshot.id())
                    .log("expired snapshot deleted");
        }
        return isDeleted;
    }
}
