package io.snapferry.benchmarks.processes;

import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.benchmarks.data.MongoDirectory;
import io.snapferry.server.config.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/directory}: what reading a data directory costs beside reading a dump. */
@Command(
        name = "benchmarks/directory",
        mixinStandardHelpOptions = true,
        description = {
            "Read a collection out of snappy blocks in a warm thread, beside the decompressor alone, and export a data",
            "directory and a dump with the same documents in turn. Needs python3."
        })
public final class DirectoryCommand implements Callable<Integer> {
    private static final int TURNS = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "512MiB",
            description = "Of each data set. Default: ${DEFAULT-VALUE}.")
    private ByteSize size;

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps the data sets. Default: benchmarks/target/data.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--result", paramLabel = "FILE", description = "Default: docs/benchmarks/directory.json.")
    private Optional<Path> result = Optional.empty();

    private final Places places = Places.current();

    DirectoryCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DirectoryCommand())
                .registerConverter(ByteSize.class, ByteSize::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<DirectoryFigures.Figure> figures = new ArrayList<>();
        for (DataSet dataSet : DataSet.values()) {
            DirectoryFigures.Figure figure = measure(dataSet);
            figures.add(figure);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %.0f MB/s of documents, snappy alone %.0f, share %.2f; export %.2f s of CPU, of the dump"
                                    + " %.2f, ratio %.2f (wanted: at most 1.25)%n",
                            figure.dataSet(),
                            figure.documentsPerSecond() / 1e6,
                            figure.snappyPerSecond() / 1e6,
                            figure.share(),
                            figure.directoryCpuSeconds(),
                            figure.dumpCpuSeconds(),
                            figure.cpuRatio());
            spec.commandLine().getOut().flush();
        }
        Results.write(
                result.orElseGet(() -> places.results().resolve("directory.json")),
                new DirectoryFigures(
                        Machine.current(), LocalDate.now(ZoneOffset.UTC).toString(), size.toString(), figures));
        return 0;
    }

    private DirectoryFigures.Figure measure(DataSet dataSet) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(data.orElseGet(places::data));
        DataFolder dump = DataFolder.prepare(parent, dataSet, size);
        Path directory = parent.resolve(dataSet.label() + "-" + size + "-directory");
        if (!Files.exists(directory)) {
            MongoDirectory.write(directory, dump.collection(), dump.file());
        }
        DirectoryReading reading = new DirectoryReading();
        double documents = reading.documentsPerSecond(directory, MongoDirectory.COLLECTION_FILE);
        double snappy = reading.snappyPerSecond(dump.file());
        export(dump.folder());
        double ofDump = 0;
        double ofDirectory = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            ofDump += export(dump.folder()) / TURNS;
            ofDirectory += export(directory) / TURNS;
        }
        return new DirectoryFigures.Figure(dataSet.label(), documents, snappy, ofDump, ofDirectory);
    }

    private double export(Path source) throws IOException, InterruptedException {
        return Pipeline.of(List.of(List.of(
                        places.launcher().toString(),
                        "export",
                        "--from",
                        source.toString(),
                        "--to",
                        "null:",
                        "--threads",
                        "1")))
                .run(places.measured())
                .cpuSeconds();
    }
}
