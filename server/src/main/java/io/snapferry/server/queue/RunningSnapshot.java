package io.snapferry.server.queue;

import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotQueue.Claim;
import io.snapferry.server.catalog.SnapshotQueue.Taken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A claimed snapshot, from claim to end. */
final class RunningSnapshot implements WorkLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSnapshot.class);

    private final Claim claim;
    private final SnapshotQueue queue;
    private final SnapshotTaking taking;
    private final SnapshotFiles files;
    private final Duration lease;
    private final Clock clock;

    /** A file or a connection whose thread is interrupted can throw an IOException of its own, which is no failure. */
    private volatile boolean isStopped;

    RunningSnapshot(
            Claim claim, SnapshotQueue queue, SnapshotTaking taking, SnapshotFiles files, Duration lease, Clock clock) {
        this.claim = claim;
        this.queue = queue;
        this.taking = taking;
        this.files = files;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public String name() {
        return claim.snapshot().id().hex();
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public boolean renew() {
        boolean isOurs = isStopped || queue.renew(claim, lease, clock.instant());
        if (!isOurs) {
            log(LOG.atWarn()).log("snapshot is deleted or not ours any more, stopping");
        }
        return isOurs;
    }

    @Override
    public void run() {
        try {
            log(LOG.atInfo()).log("snapshot started");
            complete(taking.take(claim.snapshot()));
        } catch (InterruptedException e) {
            logInterruption();
        } catch (IOException | RuntimeException e) {
            if (isStopped) {
                logInterruption();
            } else {
                fail(e);
            }
        } catch (Error e) {
            fail(e);
            throw e;
        }
    }

    /** A catalog that does not answer leaves the snapshot InProgress; it is begun anew when the claim runs out. */
    private void complete(Taken taken) throws IOException {
        try {
            if (queue.complete(claim, taken)) {
                log(LOG.atInfo())
                        .addKeyValue("bytes", taken.storageSizeBytes())
                        .addKeyValue("readMode", taken.readMode())
                        .log("snapshot completed");
                return;
            }
        } catch (RuntimeException e) {
            log(LOG.atError()).setCause(e).log("the snapshot's end could not be stored, it will be taken again");
            return;
        }
        files.remove(claim.snapshot().id());
        log(LOG.atInfo()).log("snapshot was deleted while it was taken, its files are removed");
    }

    private void logInterruption() {
        log(LOG.atInfo()).log("snapshot interrupted, it is begun anew when it is claimed again");
    }

    private void fail(Throwable cause) {
        try {
            Snapshot.Failure failure = taking.failure(claim.snapshot(), cause);
            LoggingEventBuilder event = log(LOG.atError()).addKeyValue("reason", failure.message());
            boolean isDefect = failure.errorCode().equals(SnapshotFailure.UNEXPECTED_ERROR);
            (isDefect ? event.setCause(cause) : event).log("snapshot failed");
            queue.fail(claim, failure);
        } catch (RuntimeException e) {
            log(LOG.atError()).setCause(e).log("the snapshot's end could not be stored, it will be taken again");
        }
    }

    private LoggingEventBuilder log(LoggingEventBuilder event) {
        return event.addKeyValue("snapshot", claim.snapshot().id())
                .addKeyValue("cluster", claim.snapshot().cluster());
    }
}
