package io.snapferry.cli;

import io.snapferry.sample.SampleSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry sample}: something to try things out with. */
@Command(
        name = "sample",
        description = "Write a small sample snapshot as mongodump folders.",
        footer = {"", "Example:", "  snapferry sample --to sample-dump"})
final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is empty or not there yet.")
    private Path to;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Divide it over N folders DIR/shard-0, DIR/shard-1, ... Default: ${DEFAULT-VALUE}, DIR itself.")
    private int shards;

    SampleCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (shards < 1) {
            throw new UsageException("--shards must be at least 1, not " + shards);
        }
        if (shards == 1) {
            SampleSnapshot.writeReplicaSet(to);
            out.println(to);
        } else {
            List<Path> folders = new ArrayList<>();
            for (int shard = 0; shard < shards; shard++) {
                folders.add(to.resolve("shard-" + shard));
            }
            SampleSnapshot.writeShards(folders);
            folders.forEach(out::println);
        }
        out.flush();
        return 0;
    }
}
