package io.snapferry.cli;

import io.snapferry.plan.NamespaceGlob;
import io.snapferry.run.ProgramVersion;
import io.snapferry.server.config.ByteSize;
import io.snapferry.server.config.TimeSpan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
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
        footer = {"  0  done", "  1  failed; the reason is on standard error", "  2  wrong usage"})
final class SnapferryCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** In the order of the help. */
    private static final Map<String, Class<?>> SUBCOMMANDS = subcommands();

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    SnapferryCommand() {}

    private static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> subcommands = new LinkedHashMap<>();
        subcommands.put("quickstart", QuickstartCommand.class);
        subcommands.put("serve", ServeCommand.class);
        subcommands.put("export", ExportCommand.class);
        subcommands.put("inspect", InspectCommand.class);
        subcommands.put("verify", VerifyCommand.class);
        subcommands.put("import", ImportCommand.class);
        subcommands.put("dump", DumpCommand.class);
        subcommands.put("wt-dump", WtDumpCommand.class);
        subcommands.put("sample", SampleCommand.class);
        subcommands.put("exports", ExportsCommand.class);
        subcommands.put("snapshots", SnapshotsCommand.class);
        subcommands.put("buckets", BucketsCommand.class);
        subcommands.put("stores", StoresCommand.class);
        subcommands.put("clusters", ClustersCommand.class);
        subcommands.put("projects", ProjectsCommand.class);
        subcommands.put("keys", KeysCommand.class);
        subcommands.put("audit", AuditCommand.class);
        subcommands.put("help", CommandLine.HelpCommand.class);
        return subcommands;
    }

    /**
     * A new command line with the exit statuses of this program. To look through all commands takes a quarter of a second, so
     * when the first argument names one, the others are not there.
     *
     * @param arguments that it is for
     */
    static CommandLine commandLine(String... arguments) {
        SnapferryCommand command = new SnapferryCommand();
        CommandLine commandLine = new CommandLine(command);
        Class<?> named = arguments.length == 0 ? null : SUBCOMMANDS.get(arguments[0]);
        if (named == null || named == CommandLine.HelpCommand.class) {
            SUBCOMMANDS.forEach(commandLine::addSubcommand);
        } else {
            commandLine.addSubcommand(arguments[0], named);
        }
        return commandLine
                .registerConverter(ByteSize.class, wordedBy(ByteSize::parse))
                .registerConverter(TimeSpan.class, wordedBy(TimeSpan::parse))
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
