package io.snapferry.benchmarks.steady;

import io.snapferry.benchmarks.processes.Machine;
import io.snapferry.benchmarks.processes.Places;
import io.snapferry.benchmarks.processes.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/steady}: what one warm thread does per second. */
@Command(
        name = "benchmarks/steady",
        mixinStandardHelpOptions = true,
        description = "Measure transcoder and codecs in a warm process, beside the way of the BSON library.")
public final class SteadyCommand implements Callable<Integer> {
    private static final List<String> DATA_SETS = List.of("films", "sensors", "long-strings");
    private static final List<String> ORDER = List.of(
            "transcodeCanonical",
            "transcodeRelaxed",
            "product",
            "productWithFallback",
            "codecAlone",
            "libraryRouteLevel6",
            "libraryRouteLevel1");

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Shorter and rougher: a second or so per figure.")
    private boolean quick;

    @Option(names = "--result", paramLabel = "FILE", description = "Default: docs/benchmarks/steady.json.")
    private Optional<Path> result = Optional.empty();

    SteadyCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SteadyCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(SteadyBenchmark.class.getName() + "\\.");
        if (quick) {
            options.warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1));
        }
        SteadyFigures figures = new SteadyFigures(
                Machine.current(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                SteadyBenchmark.codecName(),
                figures(new Runner(options.build()).run()));
        Results.write(result.orElseGet(() -> Places.current().results().resolve("steady.json")), figures);
        PrintWriter out = spec.commandLine().getOut();
        out.println(SteadyTable.text(figures));
        out.flush();
        return 0;
    }

    private static List<SteadyFigures.Figure> figures(Collection<RunResult> runs) {
        List<SteadyFigures.Figure> figures = new ArrayList<>();
        for (RunResult run : runs) {
            Result<?> primary = run.getPrimaryResult();
            double bytes = Integer.parseInt(run.getParams().getParam("sizeBytes"));
            double rate = bytes * 1000 / primary.getScore();
            double relativeError = primary.getScoreError() / primary.getScore();
            figures.add(new SteadyFigures.Figure(
                    run.getParams().getParam("dataSet"),
                    primary.getLabel(),
                    rate,
                    Double.isNaN(relativeError) ? 0 : rate * relativeError));
        }
        figures.sort(Comparator.<SteadyFigures.Figure>comparingInt(figure -> DATA_SETS.indexOf(figure.dataSet()))
                .thenComparingInt(figure -> ORDER.indexOf(figure.benchmark())));
        return figures;
    }
}
