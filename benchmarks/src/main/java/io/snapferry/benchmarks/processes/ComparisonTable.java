package io.snapferry.benchmarks.processes;

import java.util.Locale;
import java.util.Optional;

/** A comparison as text. Stateless. */
final class ComparisonTable {
    private static final double MEBIBYTE = 1 << 20;

    private ComparisonTable() {}

    static String text(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        for (String dataSet : comparison.dataSets()) {
            line(text, "%s, %s of BSON", dataSet, comparison.size());
            line(text, "%-26s %8s %8s %8s %10s %10s", "", "CPU s", "ratio", "wall s", "RSS MiB", "gzip MiB");
            for (String subject : comparison.subjects()) {
                comparison
                        .result(dataSet, subject)
                        .ifPresent(result -> line(
                                text,
                                "%-26s %8.2f %8s %8.2f %10.0f %10.1f",
                                subject,
                                result.median(Comparison.Run::cpuSeconds),
                                ratio(comparison.cpuRatio(dataSet, subject)),
                                result.median(Comparison.Run::wallSeconds),
                                result.median(Comparison.Run::peakRssBytes) / MEBIBYTE,
                                result.median(Comparison.Run::outputBytes) / MEBIBYTE));
            }
            comparison
                    .speedUp(dataSet)
                    .ifPresent(ratio -> line(text, "two threads against one, by the clock: %.2f times", ratio));
            comparison
                    .sizeRatio(dataSet, "bsondump | gzip -1")
                    .ifPresent(ratio -> line(text, "size against gzip -1: %.3f", ratio));
            line(text, "");
        }
        comparison.skipped().forEach(skipped -> line(text, "skipped: %s", skipped));
        return text.toString();
    }

    private static String ratio(Optional<Double> ratio) {
        return ratio.map(value -> String.format(Locale.ROOT, "%.1f", value)).orElse("");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
