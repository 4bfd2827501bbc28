package io.snapferry.server.queue;

import io.snapferry.manifest.FinishedObject;
import io.snapferry.manifest.ManifestException;
import io.snapferry.manifest.ManifestFormat;
import io.snapferry.run.ExportLedger;
import io.snapferry.run.ExportStoppedException;
import io.snapferry.server.catalog.ExportJobs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** The catalog as the ledger of a claimed job. Writes only as long as the claim holds. */
final class ClaimedLedger implements ExportLedger {
    private static final long FIRST_CLAIM = 1;

    private final ExportJobs.Claim claim;
    private final ExportJobs jobs;
    private final ManifestFormat format = new ManifestFormat();

    ClaimedLedger(ExportJobs.Claim claim, ExportJobs jobs) {
        this.claim = claim;
        this.jobs = jobs;
    }

    @Override
    public SortedMap<String, String> settleSources(SortedMap<String, String> identities) throws ExportStoppedException {
        return jobs.settleSources(claim, identities)
                .orElseThrow(() -> new ExportStoppedException("the job is another worker's now, or was cancelled"));
    }

    @Override
    public boolean isResumed() {
        return claim.fencingToken() > FIRST_CLAIM;
    }

    @Override
    public Collection<FinishedObject> finished() throws ManifestException {
        List<FinishedObject> objects = new ArrayList<>();
        for (String record : jobs.objectRecords(claim.job().id())) {
            objects.add(format.readLine(record));
        }
        return objects;
    }

    @Override
    public void record(FinishedObject object) throws ExportStoppedException {
        if (!jobs.recordObject(claim, object.key(), format.line(object))) {
            throw new ExportStoppedException("the job is another worker's now, or was cancelled");
        }
    }

    @Override
    public void beginCompletion() throws ExportStoppedException {
        if (!jobs.beginCompletion(claim)) {
            throw new ExportStoppedException("the job is another worker's now, or was cancelled");
        }
    }
}
