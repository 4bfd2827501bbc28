package io.snapferry.benchmarks.report;

import io.snapferry.benchmarks.processes.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bars of the CPU seconds of each subject on each data set, as SVG that can be read on light and on dark ground. Stateless.
 */
final class Chart {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 190;
    private static final int VALUE_WIDTH = 120;
    private static final int BAR_HEIGHT = 16;
    private static final int BAR_STEP = 22;
    private static final int HEAD_HEIGHT = 30;
    private static final int GAP = 14;

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, sans-serif; fill: #1f2328 }
                .head { font-weight: 600 }
                .ours { fill: #1a7f37 }
                .peer { fill: #8c959f }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3 }
                  .ours { fill: #3fb950 }
                  .peer { fill: #6e7681 }
                }
              </style>
            """;

    private Chart() {}

    static String svg(Comparison comparison) {
        List<String> subjects = comparison.subjects().stream()
                .filter(subject -> !subject.equals(Comparison.TWO_THREADS))
                .toList();
        StringBuilder bars = new StringBuilder();
        int y = 0;
        for (String dataSet : comparison.dataSets()) {
            y = panel(comparison, dataSet, subjects, y, bars) + GAP;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + y + "\" width=\"" + WIDTH
                + "\" height=\"" + y + "\" role=\"img\">\n"
                + "  <title>CPU seconds for " + escaped(comparison.size()) + " of BSON, less is better</title>\n"
                + STYLE + bars + "</svg>\n";
    }

    /** Gives the place below its last bar. */
    private static int panel(Comparison comparison, String dataSet, List<String> subjects, int top, StringBuilder out) {
        double longest = subjects.stream()
                .mapToDouble(subject -> seconds(comparison, dataSet, subject).orElse(0.0))
                .max()
                .orElse(0);
        line(
                out,
                "<text class=\"head\" x=\"0\" y=\"%d\">%s, CPU seconds for %s of BSON</text>",
                top + HEAD_HEIGHT - 12,
                escaped(dataSet),
                escaped(comparison.size()));
        int y = top + HEAD_HEIGHT;
        for (String subject : subjects) {
            Optional<Double> seconds = seconds(comparison, dataSet, subject);
            if (seconds.isPresent() && longest > 0) {
                double width = Math.max(1, (WIDTH - LABEL_WIDTH - VALUE_WIDTH) * seconds.get() / longest);
                boolean isOurs = subject.equals(Comparison.MEASURED);
                line(
                        out,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                        LABEL_WIDTH - 8,
                        y + 13,
                        escaped(subject));
                line(
                        out,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                        isOurs ? "ours" : "peer",
                        LABEL_WIDTH,
                        y,
                        width,
                        BAR_HEIGHT);
                line(
                        out,
                        "<text x=\"%.1f\" y=\"%d\">%s</text>",
                        LABEL_WIDTH + width + 6,
                        y + 13,
                        value(comparison, dataSet, subject, seconds.get(), isOurs));
                y += BAR_STEP;
            }
        }
        return y;
    }

    private static String value(Comparison comparison, String dataSet, String subject, double seconds, boolean isOurs) {
        String text = String.format(Locale.ROOT, "%.1f s", seconds);
        return isOurs
                ? text
                : text
                        + comparison
                                .cpuRatio(dataSet, subject)
                                .map(ratio -> String.format(Locale.ROOT, " (%.1fx)", ratio))
                                .orElse("");
    }

    private static Optional<Double> seconds(Comparison comparison, String dataSet, String subject) {
        return comparison.result(dataSet, subject).map(result -> result.median(Comparison.Run::cpuSeconds));
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
