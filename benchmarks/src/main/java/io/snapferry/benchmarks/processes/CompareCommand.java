package io.snapferry.benchmarks.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.server.config.ByteSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/compare}: the product beside what people use instead. */
@Command(
        name = "benchmarks/compare",
        mixinStandardHelpOptions = true,
        description = {
            "Run snapferry and bsondump with gzip, pigz and igzip side by side on the same data, in turn,",
            "and compare what whole processes take. Needs python3; what is not on the path is skipped."
        })
public final class CompareCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "512MiB",
            description = "Of each data set. Default: ${DEFAULT-VALUE}.")
    private ByteSize size;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Turns. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps the data sets. Default: benchmarks/target/data.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--result", paramLabel = "FILE", description = "Default: docs/benchmarks/compare.json.")
    private Optional<Path> result = Optional.empty();

    @Option(
            names = "--mongodb",
            paramLabel = "URI",
            description = "Also mongoexport, from a server into which the data sets were restored.")
    private Optional<String> mongodb = Optional.empty();

    CompareCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CompareCommand())
                .registerConverter(ByteSize.class, ByteSize::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Places places = Places.current();
        List<String> skipped = new ArrayList<>();
        List<Subject> subjects = subjects(places, skipped);
        List<DataFolder> folders = new ArrayList<>();
        for (DataSet dataSet : DataSet.values()) {
            folders.add(DataFolder.prepare(data.orElseGet(places::data), dataSet, size));
        }
        Comparison comparison = new Comparison(
                Machine.current(),
                LocalDate.now(ZoneOffset.UTC).toString(),
                size.toString(),
                measure(places, folders, subjects),
                skipped);
        Results.write(result.orElseGet(() -> places.results().resolve("compare.json")), comparison);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ComparisonTable.text(comparison));
        out.flush();
        return 0;
    }

    private List<Subject> subjects(Places places, List<String> skipped) {
        List<Subject> candidates = new ArrayList<>();
        candidates.add(Subject.snapferry(places.launcher(), 1));
        if (Runtime.getRuntime().availableProcessors() > 1) {
            candidates.add(Subject.snapferry(places.launcher(), 2));
        } else {
            skipped.add(Comparison.TWO_THREADS + ": this machine has one core");
        }
        candidates.addAll(Subject.peers());
        mongodb.map(Subject::mongoexport)
                .ifPresentOrElse(candidates::add, () -> skipped.add("mongoexport: no server given by --mongodb"));
        SearchPath path = SearchPath.current();
        List<Subject> subjects = new ArrayList<>();
        for (Subject candidate : candidates) {
            candidate
                    .missing(path)
                    .ifPresentOrElse(
                            program -> skipped.add(candidate.name() + ": no " + program + " on the path"),
                            () -> subjects.add(candidate));
        }
        return subjects;
    }

    /** Turn by turn, so that what else the machine does falls on all alike. */
    private List<Comparison.Result> measure(Places places, List<DataFolder> folders, List<Subject> subjects)
            throws IOException, InterruptedException {
        PrintWriter progress = spec.commandLine().getErr();
        Map<List<String>, List<Comparison.Run>> measured = new LinkedHashMap<>();
        for (int turn = 1; turn <= runs; turn++) {
            for (DataFolder folder : folders) {
                for (Subject subject : subjects) {
                    Pipeline pipeline = subject.on(folder);
                    if (turn == 1 && subject.equals(subjects.get(0))) {
                        pipeline.run(places.measured()); // builds what is missing, and reads the file once
                    }
                    Comparison.Run run = run(pipeline, places);
                    progress.printf(
                            "turn %d, %s, %s: %.2f s of CPU%n",
                            turn, folder.dataSet().label(), subject.name(), run.cpuSeconds());
                    progress.flush();
                    measured.computeIfAbsent(
                                    List.of(folder.dataSet().label(), subject.name()), key -> new ArrayList<>())
                            .add(run);
                }
            }
        }
        return measured.entrySet().stream()
                .map(entry -> new Comparison.Result(
                        entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .toList();
    }

    private static Comparison.Run run(Pipeline pipeline, Places places) throws IOException, InterruptedException {
        Pipeline.Measured measured = pipeline.run(places.measured());
        return new Comparison.Run(
                measured.cpuSeconds(),
                measured.wallSeconds(),
                measured.peakRssBytes(),
                compressedBytes(pipeline, measured));
    }

    /** Ours throws its objects away and says how large they were. */
    private static long compressedBytes(Pipeline pipeline, Pipeline.Measured measured) throws IOException {
        if (!pipeline.stages().get(0).contains("null:")) {
            return measured.outputBytes();
        }
        JsonNode summary = JSON.readTree(measured.outputTail());
        return summary.get("bytes").asLong();
    }
}
