package io.snapferry.benchmarks.processes;

import java.util.List;

/** What {@code benchmarks/memory} found. */
public record MemoryFigures(Machine machine, String date, List<Figure> figures) {
    public MemoryFigures {
        figures = List.copyOf(figures);
    }

    /**
     * One run.
     *
     * @param name of the data
     * @param command of snapferry
     * @param wanted what the figure should be at most, as text
     */
    public record Figure(
            String name, String command, double wallSeconds, double cpuSeconds, long peakRssBytes, String wanted) {}
}
