package io.snapferry.plan;

import io.snapferry.source.Namespace;

/**
 * A pattern over whole namespaces: {@code *} stands for any characters (dots too), {@code ?} for one, everything else for
 * itself.
 *
 * @param text for example {@code shop.*}
 */
public record NamespaceGlob(String text) {
    /** @throws IllegalArgumentException when it is empty */
    public NamespaceGlob {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a namespace pattern is empty");
        }
    }

    /** Whether the namespace matches, as a whole. */
    public boolean matches(Namespace namespace) {
        return matches(namespace.toString());
    }

    /** Backtracks to the last star only, so that no pattern takes more than pattern length times name length steps. */
    private boolean matches(String name) {
        int n = 0;
        int g = 0;
        int afterStar = -1;
        int nameAtStar = -1;
        while (n < name.length()) {
            if (g < text.length() && text.charAt(g) == '*') {
                afterStar = ++g;
                nameAtStar = n;
            } else if (g < text.length() && (text.charAt(g) == '?' || text.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (afterStar >= 0) {
                g = afterStar;
                n = ++nameAtStar;
            } else {
                return false;
            }
        }
        while (g < text.length() && text.charAt(g) == '*') {
            g++;
        }
        return g == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
