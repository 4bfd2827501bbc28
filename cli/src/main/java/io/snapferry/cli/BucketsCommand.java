package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry buckets}. */
@Command(
        name = "buckets",
        description = "Export buckets of a server: create, list, delete.",
        subcommands = {BucketsCreateCommand.class, BucketsListCommand.class, BucketsDeleteCommand.class})
final class BucketsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    BucketsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
