package io.snapferry.server.queue;

import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.Id;
import java.util.Optional;

/** The export jobs that run in this process, as the API sees them. Thread-safe. */
public interface RunningExports {
    /** None ever run here. */
    RunningExports NONE = new RunningExports() {
        @Override
        public void stop(Id<ExportJob> job) {}

        @Override
        public Optional<ExportJob.Progress> progress(Id<ExportJob> job) {
            return Optional.empty();
        }
    };

    /** Says that the job was cancelled in the catalog, so that it need not find out by itself. Returns at once. */
    void stop(Id<ExportJob> job);

    /** How far a job is at this moment, which the catalog learns a little later; empty when it does not run here. */
    Optional<ExportJob.Progress> progress(Id<ExportJob> job);
}
