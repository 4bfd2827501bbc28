package io.snapferry.server.testing;

import io.snapferry.server.catalog.ExportStatistics;
import io.snapferry.server.catalog.JobState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Of a catalog in which nothing ever happened; what counts is tested on real ones. */
final class EmptyStatistics implements ExportStatistics {
    @Override
    public Map<JobState, Long> jobsByState() {
        return Arrays.stream(JobState.values()).collect(Collectors.toMap(Function.identity(), state -> 0L));
    }

    @Override
    public Optional<Instant> oldestQueued() {
        return Optional.empty();
    }

    @Override
    public List<ClusterExports> clusters() {
        return List.of();
    }
}
