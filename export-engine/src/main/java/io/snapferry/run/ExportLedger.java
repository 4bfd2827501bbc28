package io.snapferry.run;

import io.snapferry.manifest.FinishedObject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Remembers which objects of an export are in the bucket, so that a run that was interrupted goes on behind them.
 * Thread-safe.
 */
public interface ExportLedger {

    /**
     * Remembers what is being exported, so that a later run does not go on with something else. The first run decides.
     *
     * @param identities of the sources that have one, by the name of their replica set
     * @return what the first run gave
     * @throws ExportStoppedException when this run no longer owns the export
     */
    SortedMap<String, String> settleSources(SortedMap<String, String> identities) throws IOException;

    /** Whether there was an earlier run, which may have left something unfinished in the store. */
    boolean isResumed();

    /** What earlier runs finished, in any order. */
    Collection<FinishedObject> finished() throws IOException;

    /**
     * Remembers an object; durable when it returns.
     *
     * @throws ExportStoppedException when this run no longer owns the export
     */
    void record(FinishedObject object) throws IOException;

    /**
     * Asked when everything but {@code .complete} is in the bucket, right before that is written.
     *
     * @throws ExportStoppedException when it must not be written: the export was cancelled, or is another run's now
     */
    void beginCompletion() throws IOException;

    /** A ledger for a run that is not resumed. */
    static ExportLedger forgetful() {
        return new ExportLedger() {
            @Override
            public SortedMap<String, String> settleSources(SortedMap<String, String> identities) {
                return identities;
            }

            @Override
            public boolean isResumed() {
                return false;
            }

            @Override
            public Collection<FinishedObject> finished() {
                return List.of();
            }

            @Override
            public void record(FinishedObject object) {}

            @Override
            public void beginCompletion() {}
        };
    }
}
