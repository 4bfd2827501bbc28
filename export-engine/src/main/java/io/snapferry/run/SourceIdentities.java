package io.snapferry.run;

import io.snapferry.plan.PlanException;
import io.snapferry.source.ReadPoint;
import io.snapferry.source.SnapshotSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds an export to what it began with. Ranges that are not counted look the same when their documents have changed, so
 * sources that make such ranges say what they are.
 */
final class SourceIdentities {
    private SourceIdentities() {}

    /** As of when the sources are read, by the name of their replica set; dumps do not tell. */
    static SortedMap<String, ReadPoint> readPoints(Map<String, SnapshotSource> sources) {
        SortedMap<String, ReadPoint> points = new TreeMap<>();
        sources.forEach((name, source) -> source.description().readPoint().ifPresent(point -> points.put(name, point)));
        return points;
    }

    static SortedMap<String, String> of(SortedMap<String, ReadPoint> readPoints) {
        SortedMap<String, String> identities = new TreeMap<>();
        readPoints.forEach((name, point) -> identities.put(name, point.identity()));
        return identities;
    }

    /** @throws PlanException when a source is another than in the first run */
    static void requireSame(SortedMap<String, String> first, SortedMap<String, String> now) throws PlanException {
        SortedMap<String, String> changed = new TreeMap<>(first);
        changed.putAll(now);
        changed.entrySet()
                .removeIf(entry -> entry.getValue().equals(first.get(entry.getKey()))
                        && entry.getValue().equals(now.get(entry.getKey())));
        if (!changed.isEmpty()) {
            throw new PlanException("the snapshot changed since this export began: the source of "
                    + String.join(", ", changed.keySet()) + " is not what it was. Start a new export");
        }
    }
}
