package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry snapshots}. */
@Command(
        name = "snapshots",
        description = "Snapshots of a server: take, register, list, show.",
        subcommands = {
            SnapshotsTakeCommand.class,
            SnapshotsRegisterCommand.class,
            SnapshotsListCommand.class,
            SnapshotsShowCommand.class
        })
final class SnapshotsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    SnapshotsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
