package io.snapferry.benchmarks.report;

/**
 * A document with parts that commands write. A part lies between two lines, {@code <!-- NAME:begin -->} and
 * {@code <!-- NAME:end -->}, which stay.
 *
 * @param text of the whole document
 */
record MarkedDocument(String text) {

    /**
     * With another part of that name.
     *
     * @throws IllegalArgumentException when the document has no such part
     */
    MarkedDocument with(String name, String part) {
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("expected the marks " + begin.strip() + " and " + end);
        }
        return new MarkedDocument(text.substring(0, from + begin.length()) + part + text.substring(to));
    }
}
