package io.snapferry.benchmarks.report;

import java.util.List;

/** A table that grows row by row. Not thread-safe. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    /** @param head the first column's is the name of its rows; the others hold figures */
    MarkdownTable(List<String> head) {
        row(head);
        text.append("|---|").append("--:|".repeat(head.size() - 1)).append('\n');
    }

    void row(List<String> cells) {
        cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "" : " "));
        text.append("|\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
