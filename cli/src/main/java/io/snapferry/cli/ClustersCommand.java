package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry clusters}. */
@Command(
        name = "clusters",
        description = "Clusters of a server: create, connect, list, show.",
        subcommands = {
            ClustersCreateCommand.class,
            ClustersConnectCommand.class,
            ClustersListCommand.class,
            ClustersShowCommand.class
        })
final class ClustersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    ClustersCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
