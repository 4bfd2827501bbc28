package io.snapferry.benchmarks.processes;

import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.benchmarks.data.DataSetFolder;
import io.snapferry.benchmarks.data.Documents;
import io.snapferry.server.config.ByteSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/memory}: peak memory of large exports, and what planning takes. */
@Command(
        name = "benchmarks/memory",
        mixinStandardHelpOptions = true,
        description = {
            "Measure peak memory of exports that are large, of many collections and of large documents, and the time",
            "that planning takes. Needs python3, and as much room on disk as --large and 2 GiB; deletes what it wrote."
        })
public final class MemoryCommand implements Callable<Integer> {
    private static final int COLLECTIONS = 20_000;
    private static final int LARGEST_DOCUMENT_BYTES = 16 << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--large",
            paramLabel = "SIZE",
            defaultValue = "10GiB",
            description = "Of the large export. Default: ${DEFAULT-VALUE}.")
    private ByteSize large;

    @Option(
            names = "--small",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "Of the others. Default: ${DEFAULT-VALUE}.")
    private ByteSize small;

    @Option(
            names = "--sparse",
            paramLabel = "SIZE",
            defaultValue = "100GiB",
            description = "Of the planned file. Default: ${DEFAULT-VALUE}.")
    private ByteSize sparse;

    @Option(names = "--data", paramLabel = "DIR", description = "Where to write. Default: benchmarks/target/data.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--result", paramLabel = "FILE", description = "Default: docs/benchmarks/memory.json.")
    private Optional<Path> result = Optional.empty();

    private final Places places = Places.current();
    private final List<MemoryFigures.Figure> figures = new ArrayList<>();

    MemoryCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MemoryCommand())
                .registerConverter(ByteSize.class, ByteSize::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Builds what is missing, so that no figure has Maven in it.
        Pipeline.of(List.of(List.of(places.launcher().toString(), "--version"))).run(places.measured());
        on(small + " of films", this::films, folder -> export(folder, "256 MiB"));
        on(large + " of films", this::largeFilms, folder -> export(folder, "256 MiB"));
        on(small + " in " + COLLECTIONS + " collections", this::manyCollections, folder -> {
            inspect(folder);
            export(folder, "256 MiB");
        });
        on(small + " of documents of 16 MiB", this::largeDocuments, folder -> export(folder, "400 MiB"));
        on(sparse + " in one collection of documents of 16 MiB", this::sparse, this::inspect);
        Results.write(
                result.orElseGet(() -> places.results().resolve("memory.json")),
                new MemoryFigures(
                        Machine.current(), LocalDate.now(ZoneOffset.UTC).toString(), figures));
        return 0;
    }

    private void films(Path folder) throws IOException {
        DataSetFolder.write(folder, DataSet.FILMS, Documents.of(DataSet.FILMS), small.bytes(), 1);
    }

    private void largeFilms(Path folder) throws IOException {
        DataSetFolder.write(folder, DataSet.FILMS, Documents.of(DataSet.FILMS), large.bytes(), 1);
    }

    private void manyCollections(Path folder) throws IOException {
        DataSetFolder.write(folder, DataSet.FILMS, Documents.of(DataSet.FILMS), small.bytes(), COLLECTIONS);
    }

    private void largeDocuments(Path folder) throws IOException {
        Documents documents = Documents.ofSize(DataSet.FILMS, LARGEST_DOCUMENT_BYTES);
        DataSetFolder.write(folder, DataSet.FILMS, documents, small.bytes(), 1);
    }

    private void sparse(Path folder) throws IOException {
        DataSetFolder.writeSparse(folder, sparse.bytes());
    }

    private void on(String name, Writing writing, Measuring measuring) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(data.orElseGet(places::data));
        Path folder = Files.createTempDirectory(parent, "memory-");
        try {
            writing.write(folder);
            int before = figures.size();
            measuring.measure(folder);
            for (int i = before; i < figures.size(); i++) {
                MemoryFigures.Figure figure = figures.get(i);
                figures.set(i, named(name, figure));
                PrintWriter out = spec.commandLine().getOut();
                out.printf(
                        "%s, %s: %.1f s, %.1f s of CPU, %d MiB at most (wanted: %s)%n",
                        name,
                        figure.command(),
                        figure.wallSeconds(),
                        figure.cpuSeconds(),
                        figure.peakRssBytes() >> 20,
                        figure.wanted());
                out.flush();
            }
        } finally {
            deleteTree(folder);
        }
    }

    private void export(Path folder, String wanted) throws IOException, InterruptedException {
        measure("export --to null:", wanted, List.of("export", "--from", folder.toString(), "--to", "null:"));
    }

    /** Planning and nothing else: inspect asks each collection for its chunks as a plan does. */
    private void inspect(Path folder) throws IOException, InterruptedException {
        measure("inspect", "seconds", List.of("inspect", folder.toString()));
    }

    private void measure(String shown, String wanted, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(places.launcher().toString()));
        command.addAll(arguments);
        Pipeline.Measured measured = Pipeline.of(List.of(command)).run(places.measured());
        figures.add(new MemoryFigures.Figure(
                "", shown, measured.wallSeconds(), measured.cpuSeconds(), measured.peakRssBytes(), wanted));
    }

    private static MemoryFigures.Figure named(String name, MemoryFigures.Figure figure) {
        return new MemoryFigures.Figure(
                name,
                figure.command(),
                figure.wallSeconds(),
                figure.cpuSeconds(),
                figure.peakRssBytes(),
                figure.wanted());
    }

    private static void deleteTree(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted((left, right) -> right.compareTo(left)).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private interface Writing {
        void write(Path folder) throws IOException;
    }

    private interface Measuring {
        void measure(Path folder) throws IOException, InterruptedException;
    }
}
