package io.snapferry.server.own;

import io.snapferry.server.catalog.ExportJob;

/** An export job as our own API shows it, for whoever tells of jobs in another way. */
public final class ExportDocument {
    private ExportDocument() {}

    /** A wire record, with the progress that the catalog knows. */
    public static Object of(ExportJob job) {
        return ExportAnswer.of(job, job.progress());
    }
}
