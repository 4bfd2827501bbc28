package io.snapferry.benchmarks.data;

/**
 * The same numbers for the same seed, on every version of Java: java.util's generators promise that for no method that has
 * a bound. It is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Not thread-safe.
 */
final class RandomNumbers {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    RandomNumbers(long seed) {
        this.state = seed;
    }

    /** Starts the numbers of one document over, which no other document has a part in. */
    void restart(long seed, long number) {
        state = mix(seed + mix(number + GOLDEN_GAMMA));
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Both ends are possible. */
    int between(int min, int max) {
        return min + below(max - min + 1);
    }

    /** From 0 to below 1, with all the digits that a double has. */
    double fraction() {
        return (next() >>> 11) * UNIT;
    }

    /** Once in so many times. */
    boolean onceIn(int times) {
        return below(times) == 0;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
