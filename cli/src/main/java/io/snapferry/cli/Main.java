package io.snapferry.cli;

/** Starts the command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(SnapferryCommand.commandLine(arguments).execute(arguments));
    }
}
