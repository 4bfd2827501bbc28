package io.snapferry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapferry audit}. */
@Command(
        name = "audit",
        description = "The audit log of a server: who did what.",
        subcommands = {AuditListCommand.class})
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    AuditCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of the subcommands?");
    }
}
