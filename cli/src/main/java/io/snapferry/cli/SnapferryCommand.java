package io.snapferry.cli;

import io.snapferry.run.ProgramVersion;
import io.snapferry.server.config.ByteSize;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: names its subcommands, and turns every failure into one line and an exit status. */
@Command(
        name = "snapferry",
        mixinStandardHelpOptions = true,
        versionProvider = SnapferryCommand.Version.class,
        description = "Exports MongoDB backup snapshots to object storage, the way Atlas does.",
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT,
        footerHeading = "%nExit status:%n",
        footer = {"  0  done", "  1  failed; the reason is on standard error", "  2  wrong usage"},
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            ImportCommand.class,
            DumpCommand.class,
            SampleCommand.class,
            ExportsCommand.class,
            SnapshotsCommand.class,
            BucketsCommand.class,
            StoresCommand.class,
            ClustersCommand.class,
            ProjectsCommand.class,
            KeysCommand.class,
            CommandLine.HelpCommand.class
        })
final class SnapferryCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    SnapferryCommand() {}

    /** A new command line with the exit statuses of this program. */
    static CommandLine commandLine() {
        SnapferryCommand command = new SnapferryCommand();
        return new CommandLine(command)
                .registerConverter(ByteSize.class, SnapferryCommand::byteSize)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(command::failed)
                .setParameterExceptionHandler(SnapferryCommand::wronglyUsed);
    }

    private static ByteSize byteSize(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private int failed(Exception failure, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof UsageException) {
            err.println("snapferry: " + failure.getMessage());
            return WRONG_USAGE;
        }
        err.println("snapferry: " + FailureLine.of(failure));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static int wronglyUsed(ParameterException failure, String[] arguments) {
        CommandLine commandLine = failure.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("snapferry: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return WRONG_USAGE;
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"snapferry " + ProgramVersion.read()};
        }
    }
}
