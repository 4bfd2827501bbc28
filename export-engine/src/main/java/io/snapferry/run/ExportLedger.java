package io.snapferry.run;

import io.snapferry.manifest.FinishedObject;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Remembers which objects of an export are in the bucket, so that a run that was interrupted goes on behind them.
 * Thread-safe.
 */
public interface ExportLedger {

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
