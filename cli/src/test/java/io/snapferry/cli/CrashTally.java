package io.snapferry.cli;

/** What came of killing servers. For one thread. */
final class CrashTally {
    private int runs;
    private int failedRuns;
    private int kills;
    private int killsAtStart;
    private long resumed;
    private long repeated;
    private int holes;
    private int falseCompletes;

    int kills() {
        return kills;
    }

    int holes() {
        return holes;
    }

    int falseCompletes() {
        return falseCompletes;
    }

    void killed() {
        kills++;
    }

    void killedAtStart() {
        kills++;
        killsAtStart++;
    }

    /** Chunks that were there at a kill, and were not, or were written again by a later server. */
    void wentOn(long resumedChunks, long repeatedChunks) {
        resumed += resumedChunks;
        repeated += repeatedChunks;
    }

    void ended(boolean isSuccessful, long missing) {
        runs++;
        failedRuns += isSuccessful ? 0 : 1;
        holes += (int) missing;
    }

    void falseComplete() {
        falseCompletes++;
    }

    @Override
    public String toString() {
        return "%d kills (%d at the start of a server) in %d runs (%d failed): %d chunks resumed, %d repeated, %d holes, %d false completes"
                .formatted(kills, killsAtStart, runs, failedRuns, resumed, repeated, holes, falseCompletes);
    }
}
