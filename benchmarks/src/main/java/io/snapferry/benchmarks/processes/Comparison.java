package io.snapferry.benchmarks.processes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What {@code benchmarks/compare} found.
 *
 * @param size of each data set, as 512MiB
 * @param results per data set and subject, in the order of tables
 * @param skipped what was not measured, and why
 */
public record Comparison(Machine machine, String date, String size, List<Result> results, List<String> skipped) {

    /** The product with one thread, which all others are compared with. */
    public static final String MEASURED = Subject.snapferryName(1);

    /** The product with two threads. */
    public static final String TWO_THREADS = Subject.snapferryName(2);

    public Comparison {
        results = List.copyOf(results);
        skipped = List.copyOf(skipped);
    }

    /** The data sets in their order. */
    public List<String> dataSets() {
        return results.stream().map(Result::dataSet).distinct().toList();
    }

    /** The subjects in their order. */
    public List<String> subjects() {
        return results.stream().map(Result::subject).distinct().toList();
    }

    /** Of one subject on one data set, if it was measured. */
    public Optional<Result> result(String dataSet, String subject) {
        return results.stream()
                .filter(result ->
                        result.dataSet().equals(dataSet) && result.subject().equals(subject))
                .findFirst();
    }

    /**
     * How many times as much CPU time a subject takes as the product with one thread: the median over the turns, each of
     * which measured both.
     */
    public Optional<Double> cpuRatio(String dataSet, String subject) {
        return ratio(dataSet, subject, MEASURED, Run::cpuSeconds);
    }

    /** How many times as fast, by the clock, two threads are as one. */
    public Optional<Double> speedUp(String dataSet) {
        return ratio(dataSet, MEASURED, TWO_THREADS, Run::wallSeconds);
    }

    /** The size of the product's output by that of a subject. */
    public Optional<Double> sizeRatio(String dataSet, String subject) {
        return ratio(dataSet, MEASURED, subject, Run::outputBytes);
    }

    private Optional<Double> ratio(String dataSet, String above, String below, ToDoubleFunction<Run> figure) {
        Optional<Result> dividend = result(dataSet, above);
        Optional<Result> divisor = result(dataSet, below);
        if (dividend.isEmpty() || divisor.isEmpty()) {
            return Optional.empty();
        }
        int turns = Math.min(dividend.get().runs().size(), divisor.get().runs().size());
        double[] ratios = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            ratios[turn] = figure.applyAsDouble(dividend.get().runs().get(turn))
                    / figure.applyAsDouble(divisor.get().runs().get(turn));
        }
        return turns == 0 ? Optional.empty() : Optional.of(median(ratios));
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * One subject on one data set.
     *
     * @param runs one per turn
     */
    public record Result(String dataSet, String subject, List<Run> runs) {
        public Result {
            runs = List.copyOf(runs);
        }

        /** The median of a figure over the turns. */
        public double median(ToDoubleFunction<Run> figure) {
            return Comparison.median(runs.stream().mapToDouble(figure).toArray());
        }
    }

    /**
     * One run.
     *
     * @param cpuSeconds user and system time of all processes
     * @param peakRssBytes of the largest process
     * @param outputBytes of compressed text
     */
    public record Run(double cpuSeconds, double wallSeconds, long peakRssBytes, long outputBytes) {}
}
