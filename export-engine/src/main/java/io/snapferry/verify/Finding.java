package io.snapferry.verify;

import java.util.Locale;

/**
 * Something that is not as it must be.
 *
 * @param key of the object
 * @param problem what kind of thing
 * @param detail expected and found; lower case, no full stop
 */
public record Finding(String key, Problem problem, String detail) implements Comparable<Finding> {
    /** Kinds of findings. */
    public enum Problem {
        /** An object that must be there is not. */
        MISSING,
        /** An object is not the one that was written. */
        CHANGED,
        /** An object's content cannot be read. */
        UNREADABLE,
        /** An object that nobody lists. */
        EXTRA,
        /** Manifest, {@code .complete}, objects or the source's plan do not agree. */
        INCONSISTENT,
        /** An object that is not what the source gives. */
        DIFFERENT
    }

    @Override
    public int compareTo(Finding other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : problem.compareTo(other.problem);
    }

    @Override
    public String toString() {
        return problem.name().toLowerCase(Locale.ROOT) + " " + key + ": " + detail;
    }
}
