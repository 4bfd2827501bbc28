package io.snapferry.benchmarks.report;

import io.snapferry.benchmarks.processes.Comparison;
import io.snapferry.benchmarks.processes.DirectoryFigures;
import io.snapferry.benchmarks.processes.Machine;
import io.snapferry.benchmarks.processes.MemoryFigures;
import io.snapferry.benchmarks.processes.UploadFigures;
import io.snapferry.benchmarks.steady.SteadyFigures;
import io.snapferry.benchmarks.steady.SteadyRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Figures as Markdown. Stateless. */
final class Tables {
    private static final double MEBIBYTE = 1 << 20;

    /** Where the chart lies, seen from the document. */
    private static final String CHART =
            "![CPU seconds of snapferry and of its peers on each data set](benchmarks/cpu.svg)\n\n";

    private Tables() {}

    static String of(Comparison comparison) {
        List<String> dataSets = comparison.dataSets();
        String text = measuredOn(comparison.machine(), comparison.date())
                + comparison.size() + " of BSON per data set, medians of "
                + comparison.results().get(0).runs().size() + ".\n\n";
        MarkdownTable ratios = new MarkdownTable(head("CPU seconds, as times of " + Comparison.MEASURED, dataSets));
        for (String subject : comparison.subjects()) {
            ratios.row(row(
                    subject,
                    dataSets,
                    dataSet -> comparison
                            .result(dataSet, subject)
                            .map(result -> decimals(2, result.median(Comparison.Run::cpuSeconds)) + " s = "
                                    + factor(comparison.cpuRatio(dataSet, subject)))));
        }
        MarkdownTable others = new MarkdownTable(head("", dataSets));
        others.row(row(
                "two threads against one, by the clock",
                dataSets,
                dataSet -> comparison.speedUp(dataSet).map(ratio -> decimals(2, ratio) + "x")));
        others.row(row(
                "size against `gzip -1`",
                dataSets,
                dataSet -> comparison.sizeRatio(dataSet, "bsondump | gzip -1").map(ratio -> decimals(3, ratio))));
        others.row(row(
                "peak resident memory, one thread",
                dataSets,
                dataSet -> comparison
                        .result(dataSet, Comparison.MEASURED)
                        .map(result -> mebibytes(result.median(Comparison.Run::peakRssBytes)))));
        StringBuilder skipped = new StringBuilder();
        comparison
                .skipped()
                .forEach(line -> skipped.append("\nNot measured: ").append(line).append(".\n"));
        return text + CHART + ratios + "\n" + others + skipped;
    }

    static String of(SteadyFigures figures) {
        List<String> dataSets = figures.dataSets();
        MarkdownTable rates = new MarkdownTable(head("MB of BSON per second", dataSets));
        for (String benchmark : figures.benchmarks()) {
            rates.row(row(
                    "`" + benchmark + "`",
                    dataSets,
                    dataSet -> figures.figure(dataSet, benchmark).map(Tables::rate)));
        }
        MarkdownTable ratios = new MarkdownTable(head("ratio (wanted at least)", dataSets));
        for (SteadyRatio ratio : SteadyRatio.ALL) {
            ratios.row(row(
                    ratio.name(),
                    dataSets,
                    dataSet -> figures.ratio(dataSet, ratio.above(), ratio.below())
                            .map(value -> decimals(2, value) + " ("
                                    + decimals(2, ratio.targets().get(dataSets.indexOf(dataSet))) + ")")));
        }
        return measuredOn(figures.machine(), figures.date()) + "The fastest codec: " + figures.codec() + ".\n\n" + rates
                + "\n" + ratios;
    }

    static String of(MemoryFigures figures) {
        MarkdownTable table =
                new MarkdownTable(List.of("", "command", "seconds", "CPU seconds", "peak resident memory", "wanted"));
        for (MemoryFigures.Figure figure : figures.figures()) {
            table.row(List.of(
                    figure.name(),
                    "`" + figure.command() + "`",
                    decimals(1, figure.wallSeconds()),
                    decimals(1, figure.cpuSeconds()),
                    mebibytes((double) figure.peakRssBytes()),
                    figure.wanted()));
        }
        return measuredOn(figures.machine(), figures.date()).strip() + "\n\n" + table;
    }

    static String of(UploadFigures figures) {
        MarkdownTable table = new MarkdownTable(List.of("", "MB of gzip per second"));
        table.row(List.of("plain PUTs of 16 MiB, " + figures.connections() + " at a time", rate(figures.plainPuts())));
        table.row(List.of("`export --to null:`", rate(figures.discarded())));
        table.row(List.of("`export --to s3://`", rate(figures.uploaded())));
        table.row(List.of("share of the smaller of the first two (wanted: 0.90)", decimals(2, figures.share())));
        table.row(List.of(
                "share of what the cores can do if they do both in turn", decimals(2, figures.shareOfInTurn())));
        return measuredOn(figures.machine(), figures.date()).strip() + "\n\n" + table;
    }

    static String of(DirectoryFigures figures) {
        List<String> dataSets =
                figures.figures().stream().map(DirectoryFigures.Figure::dataSet).toList();
        MarkdownTable table = new MarkdownTable(head("", dataSets));
        table.row(directoryRow(
                "documents out of snappy blocks, MB per second of CPU time",
                figures,
                figure -> rate(figure.documentsPerSecond())));
        table.row(directoryRow("the decompressor alone", figures, figure -> rate(figure.snappyPerSecond())));
        table.row(directoryRow("share (wanted: at least 0.5)", figures, figure -> decimals(2, figure.share())));
        table.row(directoryRow(
                "export of the dump, CPU seconds", figures, figure -> decimals(2, figure.dumpCpuSeconds())));
        table.row(directoryRow(
                "export of the directory, CPU seconds", figures, figure -> decimals(2, figure.directoryCpuSeconds())));
        table.row(directoryRow("ratio (wanted: at most 1.25)", figures, figure -> decimals(2, figure.cpuRatio())));
        return measuredOn(figures.machine(), figures.date()) + figures.size() + " of BSON per data set.\n\n" + table;
    }

    private static List<String> directoryRow(
            String name, DirectoryFigures figures, Function<DirectoryFigures.Figure, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        figures.figures().forEach(figure -> row.add(cell.apply(figure)));
        return row;
    }

    private static String measuredOn(Machine machine, String date) {
        return machine.cores() + (machine.cores() == 1 ? " core" : " cores") + " (" + machine.processor() + "), "
                + machine.system() + ", Java " + machine.java() + ", " + date + ". ";
    }

    private static List<String> head(String first, List<String> dataSets) {
        List<String> head = new ArrayList<>(List.of(first));
        head.addAll(dataSets);
        return head;
    }

    private static List<String> row(String name, List<String> dataSets, Function<String, Optional<String>> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        dataSets.forEach(dataSet -> row.add(cell.apply(dataSet).orElse("")));
        return row;
    }

    private static String factor(Optional<Double> ratio) {
        return ratio.map(value -> decimals(1, value) + "x").orElse("");
    }

    private static String mebibytes(double bytes) {
        return decimals(0, bytes / MEBIBYTE) + " MiB";
    }

    /** A quick run has one figure each, and so no error of it. */
    private static String rate(SteadyFigures.Figure figure) {
        String rate = decimals(1, figure.megabytesPerSecond());
        return figure.error() == 0 ? rate : rate + " ± " + decimals(1, figure.error());
    }

    private static String rate(double bytesPerSecond) {
        return decimals(1, bytesPerSecond / 1e6);
    }

    private static String decimals(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
