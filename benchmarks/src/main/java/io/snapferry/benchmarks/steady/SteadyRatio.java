package io.snapferry.benchmarks.steady;

import java.util.List;

/**
 * A ratio that is worth a line, and what it should be at least.
 *
 * @param name as tables show it
 * @param above the benchmark whose rate is divided
 * @param below the benchmark by whose rate it is divided
 * @param targets per data set, in their order
 */
public record SteadyRatio(String name, String above, String below, List<Double> targets) {
    /** In the order of tables. */
    public static final List<SteadyRatio> ALL = List.of(
            new SteadyRatio("library route, level 6", "product", "libraryRouteLevel6", List.of(10.0, 10.0, 10.0)),
            new SteadyRatio("library route, level 1", "product", "libraryRouteLevel1", List.of(5.0, 5.0, 5.0)),
            new SteadyRatio(
                    "without native codec, level 1",
                    "productWithFallback",
                    "libraryRouteLevel1",
                    List.of(1.7, 2.5, 1.6)),
            new SteadyRatio("share of the codec's own rate", "product", "codecAlone", List.of(0.75, 0.6, 0.85)));

    public SteadyRatio {
        targets = List.copyOf(targets);
    }
}
