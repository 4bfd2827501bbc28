package io.snapferry.cli;

import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        CommandLine commandLine = SnapferryCommand.commandLine(arguments);
        commandLine.setOut(StandardOutput.open());
        System.exit(commandLine.execute(arguments));
    }
}
