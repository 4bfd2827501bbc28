package io.snapferry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns. Numbers stand to the right. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = width(headings.get(column));
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        out.println(line(headings, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = printable(cells.get(column));
            String padding = " ".repeat(widths[column] - width(cell));
            boolean isNumber = !cell.isEmpty() && Character.isDigit(cell.charAt(0)) && column > 0;
            line.append(column == 0 ? "" : GAP).append(isNumber ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** A name may hold anything; a terminal must not obey it. */
    static String printable(String cell) {
        StringBuilder text = new StringBuilder(cell.length());
        cell.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
        return text.toString();
    }
}
