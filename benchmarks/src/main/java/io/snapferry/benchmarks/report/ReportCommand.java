package io.snapferry.benchmarks.report;

import io.snapferry.benchmarks.processes.Comparison;
import io.snapferry.benchmarks.processes.DirectoryFigures;
import io.snapferry.benchmarks.processes.MemoryFigures;
import io.snapferry.benchmarks.processes.Places;
import io.snapferry.benchmarks.processes.Results;
import io.snapferry.benchmarks.processes.UploadFigures;
import io.snapferry.benchmarks.steady.SteadyFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/report}: writes what was measured into the document. */
@Command(
        name = "benchmarks/report",
        mixinStandardHelpOptions = true,
        description = "Write the tables of docs/benchmarks.md and its chart from the result files beside it.")
public final class ReportCommand implements Callable<Integer> {
    @Option(names = "--results", paramLabel = "DIR", description = "Default: docs/benchmarks.")
    private Optional<Path> results = Optional.empty();

    @Option(names = "--document", paramLabel = "FILE", description = "Default: docs/benchmarks.md.")
    private Optional<Path> document = Optional.empty();

    @Option(names = "--chart", paramLabel = "FILE", description = "Default: docs/benchmarks/cpu.svg.")
    private Optional<Path> chart = Optional.empty();

    ReportCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ReportCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Places places = Places.current();
        Path folder = results.orElseGet(places::results);
        Path file = document.orElseGet(places::document);
        MarkedDocument text = new MarkedDocument(Files.readString(file));
        Optional<Comparison> comparison = Results.read(folder.resolve("compare.json"), Comparison.class);
        text = with(text, "compare", comparison, Tables::of);
        text = with(text, "steady", Results.read(folder.resolve("steady.json"), SteadyFigures.class), Tables::of);
        text = with(text, "memory", Results.read(folder.resolve("memory.json"), MemoryFigures.class), Tables::of);
        text = with(text, "upload", Results.read(folder.resolve("upload.json"), UploadFigures.class), Tables::of);
        text = with(
                text, "directory", Results.read(folder.resolve("directory.json"), DirectoryFigures.class), Tables::of);
        Files.writeString(file, text.text());
        if (comparison.isPresent()) {
            Files.writeString(chart.orElseGet(places::chart), Chart.svg(comparison.get()));
        }
        return 0;
    }

    private static <T> MarkedDocument with(
            MarkedDocument document, String name, Optional<T> figures, Function<T, String> table) {
        return figures.map(found -> document.with(name, table.apply(found))).orElse(document);
    }
}
