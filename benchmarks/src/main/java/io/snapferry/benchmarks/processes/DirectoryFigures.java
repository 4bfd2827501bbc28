package io.snapferry.benchmarks.processes;

import java.util.List;

/** What {@code benchmarks/directory} found. */
public record DirectoryFigures(Machine machine, String date, String size, List<Figure> figures) {
    /** Copies the figures. */
    public DirectoryFigures {
        figures = List.copyOf(figures);
    }

    /**
     * Of one data set.
     *
     * @param dataSet its label
     * @param documentsPerSecond bytes of documents out of snappy blocks, per second of CPU time, one warm thread
     * @param snappyPerSecond bytes out of the decompressor alone, from the same documents, in the same process
     * @param dumpCpuSeconds an export of the dump, to null:, one thread
     * @param directoryCpuSeconds an export of the directory with the same documents
     */
    public record Figure(
            String dataSet,
            double documentsPerSecond,
            double snappyPerSecond,
            double dumpCpuSeconds,
            double directoryCpuSeconds) {

        /** Of the decompressor's own rate. */
        public double share() {
            return documentsPerSecond / snappyPerSecond;
        }

        /** How many times the CPU time of the dump's export that of the directory takes. */
        public double cpuRatio() {
            return directoryCpuSeconds / dumpCpuSeconds;
        }
    }
}
