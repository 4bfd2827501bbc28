package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry keys}. */
@Command(
        name = "keys",
        description = "API keys of a server: create, list, delete.",
        subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysDeleteCommand.class})
final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    KeysCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
