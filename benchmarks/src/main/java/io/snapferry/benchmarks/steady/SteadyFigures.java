package io.snapferry.benchmarks.steady;

import io.snapferry.benchmarks.processes.Machine;
import java.util.List;
import java.util.Optional;

/**
 * What {@code benchmarks/steady} found.
 *
 * @param codec the fastest of that machine
 */
public record SteadyFigures(Machine machine, String date, String codec, List<Figure> figures) {
    public SteadyFigures {
        figures = List.copyOf(figures);
    }

    /**
     * One benchmark on one data set.
     *
     * @param benchmark a method of {@link SteadyBenchmark}
     * @param megabytesPerSecond of BSON, 10^6 bytes
     * @param error half of the interval that holds the true figure with 99.9 %, in the same unit; 0 when unknown
     */
    public record Figure(String dataSet, String benchmark, double megabytesPerSecond, double error) {}

    /** The data sets in their order. */
    public List<String> dataSets() {
        return figures.stream().map(Figure::dataSet).distinct().toList();
    }

    /** The benchmarks in their order. */
    public List<String> benchmarks() {
        return figures.stream().map(Figure::benchmark).distinct().toList();
    }

    /** Of one benchmark on one data set, if it was measured. */
    public Optional<Figure> figure(String dataSet, String benchmark) {
        return figures.stream()
                .filter(figure ->
                        figure.dataSet().equals(dataSet) && figure.benchmark().equals(benchmark))
                .findFirst();
    }

    /** How many times as fast one benchmark is as another, if both were measured. */
    public Optional<Double> ratio(String dataSet, String above, String below) {
        return figure(dataSet, above)
                .flatMap(dividend -> figure(dataSet, below)
                        .map(divisor -> dividend.megabytesPerSecond() / divisor.megabytesPerSecond()));
    }
}
