package io.snapferry.benchmarks.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to turn a collection into gzipped Extended JSON.
 *
 * @param name as tables show it
 * @param programs that must be on the path
 * @param stages program and arguments; {@link #FILE}, {@link #FOLDER} and {@link #COLLECTION} stand for the data set's
 */
record Subject(String name, List<String> programs, List<List<String>> stages) {
    static final String FILE = "{file}";
    static final String FOLDER = "{folder}";
    static final String COLLECTION = "{collection}";

    private static final List<String> BSONDUMP = List.of("bsondump", "--quiet", FILE);

    /** The product, with so many threads. */
    static Subject snapferry(Path launcher, int threads) {
        List<String> command = List.of(
                launcher.toString(),
                "export",
                "--from",
                FOLDER,
                "--to",
                "null:",
                "--threads",
                Integer.toString(threads),
                "--output",
                "json");
        return new Subject(snapferryName(threads), List.of(), List.of(command));
    }

    static String snapferryName(int threads) {
        return "snapferry, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /** What people use instead. */
    static List<Subject> peers() {
        return List.of(
                bsondump("gzip", "-6"), bsondump("gzip", "-1"), bsondump("pigz", "-p1"), bsondump("igzip", "-1"));
    }

    /** mongoexport from a server that holds the data sets in a database of the dump's name. */
    static Subject mongoexport(String uri) {
        List<String> export = List.of(
                "mongoexport",
                "--quiet",
                "--uri",
                uri,
                "--db",
                "benchmark",
                "--collection",
                COLLECTION,
                "--jsonFormat",
                "canonical");
        return new Subject(
                "mongoexport | gzip -1", List.of("mongoexport", "gzip"), List.of(export, List.of("gzip", "-1")));
    }

    private static Subject bsondump(String compressor, String option) {
        return new Subject(
                "bsondump | " + compressor + " " + option,
                List.of("bsondump", compressor),
                List.of(BSONDUMP, List.of(compressor, option)));
    }

    /** The first of its programs that is not there. */
    Optional<String> missing(SearchPath path) {
        return programs.stream().filter(program -> !path.has(program)).findFirst();
    }

    Pipeline on(DataFolder data) {
        List<List<String>> filled = new ArrayList<>();
        for (List<String> stage : stages) {
            filled.add(stage.stream()
                    .map(argument -> argument.equals(FILE)
                            ? data.file().toString()
                            : argument.equals(FOLDER)
                                    ? data.folder().toString()
                                    : argument.equals(COLLECTION) ? data.collection() : argument)
                    .toList());
        }
        return Pipeline.of(filled);
    }
}
