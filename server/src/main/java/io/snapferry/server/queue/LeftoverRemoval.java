package io.snapferry.server.queue;

import io.snapferry.layout.ExportLayout;
import io.snapferry.layout.ExportPrefix;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestFormat;
import io.snapferry.server.buckets.BucketOpener;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.repeat.RepeatedTask;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import io.snapferry.store.ObjectStoreException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what cancelled exports wrote, where that was asked for: the objects that the ledger knows, and the manifest. The
 * catalog remembers what is due, so a process that is killed goes on at its next start, and what is gone already is no error.
 * Only keys below the job's own prefix, which no other job has, are ever deleted.
 *
 * <p>A refusal ends the removal and is kept with the job; what may pass is tried again.
 */
public final class LeftoverRemoval implements Closeable {
    /** The object store refused to delete; the objects stay. */
    public static final String EXPORT_REMOVAL_FAILED = "EXPORT_REMOVAL_FAILED";

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverRemoval.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);
    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final BucketOpener buckets;
    private final Clock clock;
    private final Map<Id<ExportJob>, Instant> notBefore = new HashMap<>(); // of the one thread
    private final RepeatedTask looking;

    /**
     * Begins with what is due from before.
     *
     * @param catalog knows what is due; stays open
     * @param buckets opens the buckets
     * @param clock the time of tries
     */
    public LeftoverRemoval(Catalog catalog, BucketOpener buckets, Clock clock) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.clock = clock;
        this.looking = RepeatedTask.start("leftover-removal", Duration.ZERO, POLL_INTERVAL, this::removeDue);
    }

    private void removeDue() {
        try {
            for (ExportJob job : catalog.jobs().removalsDue()) {
                if (!clock.instant().isBefore(notBefore.getOrDefault(job.id(), Instant.EPOCH))) {
                    remove(job);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("objects of cancelled exports could not be removed, will try again", e);
        }
    }

    private void remove(ExportJob job) {
        try {
            int count = removeObjects(job);
            catalog.jobs().leftoversRemoved(job.id(), Optional.empty());
            notBefore.remove(job.id());
            LOG.atInfo()
                    .addKeyValue("job", job.id())
                    .addKeyValue("objects", count)
                    .log("objects of the cancelled job removed");
        } catch (IOException e) {
            boolean isFinal = !(e instanceof ObjectStoreException refused && refused.isRetryable());
            LOG.atError()
                    .addKeyValue("job", job.id())
                    .addKeyValue("reason", e.getMessage())
                    .log(isFinal ? "objects of the cancelled job stay" : "objects of the cancelled job stay for now");
            if (isFinal) {
                catalog.jobs().leftoversRemoved(job.id(), Optional.of(failure(e)));
            } else {
                notBefore.put(job.id(), clock.instant().plus(RETRY_INTERVAL));
            }
        }
    }

    private static ExportJob.Failure failure(IOException cause) {
        return new ExportJob.Failure(EXPORT_REMOVAL_FAILED, String.valueOf(cause.getMessage()));
    }

    private int removeObjects(ExportJob job) throws IOException {
        Optional<ExportBucket> bucket = catalog.destinations().bucket(job.project(), job.bucket());
        Optional<StoreAccess> access =
                bucket.flatMap(known -> catalog.destinations().storeAccess(job.project(), known.storeAccess()));
        if (bucket.isEmpty() || access.isEmpty()) {
            throw new IOException("the export bucket of the job is not in the catalog any more");
        }
        ExportLayout layout = new ExportLayout(new ExportPrefix(job.prefix()));
        ManifestFormat format = new ManifestFormat();
        int count = 0;
        try (ObjectStore store = buckets.open(access.get(), bucket.get().bucketName())) {
            for (String record : catalog.jobs().objectRecords(job.id())) {
                store.delete(ownKey(job, format.readLine(record).key()));
                count++;
            }
            store.delete(layout.manifest());
        }
        return count;
    }

    private static ObjectKey ownKey(ExportJob job, String key) throws ManifestException {
        if (!key.startsWith(job.prefix() + "/")) {
            throw new ManifestException("the object " + key + " is not below the job's prefix");
        }
        return new ObjectKey(key);
    }

    /** Lets a removal that runs be interrupted; it goes on at the next start. */
    @Override
    public void close() {
        looking.close();
    }
}
