package io.snapferry.benchmarks.processes;

/**
 * What {@code benchmarks/upload} found, in compressed bytes per second.
 *
 * @param connections how many PUTs, and how many threads of an export, at a time
 * @param plainPuts what the server takes from a loop
 * @param discarded what an export makes when nothing is sent
 * @param uploaded what an export sends to the server
 */
public record UploadFigures(
        Machine machine, String date, int connections, double plainPuts, double discarded, double uploaded) {

    /** The export's rate by the smaller of the two rates that bound it. */
    public double share() {
        return uploaded / Math.min(plainPuts, discarded);
    }

    /**
     * The export's rate by the one at which the machine first makes the bytes and then sends them: no more can be had of
     * cores that both work on, the server's included.
     */
    public double shareOfInTurn() {
        return uploaded * (1 / plainPuts + 1 / discarded);
    }
}
