package io.snapferry.verify;

import io.snapferry.manifest.FinishedObject;
import io.snapferry.run.ExportLedger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what an export came to, object by object. Thread-safe. */
final class RecordingLedger implements ExportLedger {
    private final Map<String, FinishedObject> objects = new ConcurrentHashMap<>();

    @Override
    public boolean isResumed() {
        return false;
    }

    @Override
    public SortedMap<String, String> settleSources(SortedMap<String, String> identities) {
        return identities;
    }

    @Override
    public Collection<FinishedObject> finished() {
        return List.of();
    }

    @Override
    public void record(FinishedObject object) {
        objects.put(object.key(), object);
    }

    @Override
    public void beginCompletion() {}

    /** By key. */
    Map<String, FinishedObject> objects() {
        return objects;
    }
}
