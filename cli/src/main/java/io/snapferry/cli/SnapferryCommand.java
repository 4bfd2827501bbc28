package io.snapferry.cli;

import io.snapferry.plan.NamespaceGlob;
import io.snapferry.run.ProgramVersion;
import io.snapferry.server.config.ByteSize;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
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
                .registerConverter(ByteSize.class, wordedBy(ByteSize::parse))
                .registerConverter(NamespaceGlob.class, wordedBy(NamespaceGlob::new))
                .registerConverter(Instant.class, SnapferryCommand::instant)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(command::failed)
                .setParameterExceptionHandler(SnapferryCommand::wronglyUsed);
    }

    /** The parser knows best what is wrong with a text. */
    private static <T> ITypeConverter<T> wordedBy(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException(
                    "expected a time such as 2024-05-06T07:08:09Z, found \"" + text + "\"");
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
