package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry exports}. */
@Command(
        name = "exports",
        description = "Exports of a server: create, list, show, watch, cancel.",
        subcommands = {
            ExportsCreateCommand.class,
            ExportsListCommand.class,
            ExportsShowCommand.class,
            ExportsWatchCommand.class,
            ExportsCancelCommand.class
        })
final class ExportsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    ExportsCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
