package io.snapferry.server.queue;

import io.snapferry.server.catalog.JobState;

/** Hears what the exports of this process do. Called by the threads of the jobs; returns at once and throws nothing. */
public interface ExportObserver {
    /** Nobody listens. */
    ExportObserver NONE = new ExportObserver() {
        @Override
        public void exported(long documents, long bsonBytes, long objectBytes) {}

        @Override
        public void ended(JobState outcome) {}
    };

    /**
     * More was exported, what earlier runs of a job did not counted.
     *
     * @param documents since the last call for the same run
     * @param bsonBytes of these documents
     * @param objectBytes of objects that were finished since then
     */
    void exported(long documents, long bsonBytes, long objectBytes);

    /** A job came to its end here. */
    void ended(JobState outcome);
}
