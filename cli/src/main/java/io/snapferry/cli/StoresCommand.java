package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry stores}. */
@Command(
        name = "stores",
        description = "How a server reaches object stores: create, list, delete.",
        subcommands = {StoresCreateCommand.class, StoresListCommand.class, StoresDeleteCommand.class})
final class StoresCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    StoresCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
