package io.snapferry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of an export whose bytes depend on nothing but its source. */
final class ExportArguments {
    static final String SNAPSHOT_TIME = "2024-05-06T07:08:09.123Z";
    static final String EXPORT_TIME = "2024-05-07T00:00:00Z";
    static final String PREFIX = "exported_snapshots/local/default/cluster0/2024-05-06T0708/1715040000";

    private ExportArguments() {}

    static List<String> of(Path source, Path bucket, String... more) {
        return ofSources(List.of(source.toString()), bucket.toUri().toString(), more);
    }

    static List<String> ofSources(List<String> sources, String bucketUrl, String... more) {
        List<String> arguments = new ArrayList<>(List.of("export"));
        sources.forEach(source -> arguments.addAll(List.of("--from", source)));
        arguments.addAll(List.of("--to", bucketUrl, "--snapshot-time", SNAPSHOT_TIME, "--export-time", EXPORT_TIME));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
