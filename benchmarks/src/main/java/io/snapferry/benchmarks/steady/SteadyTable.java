package io.snapferry.benchmarks.steady;

import java.util.List;
import java.util.Locale;

/** Steady figures as text. Stateless. */
final class SteadyTable {
    private SteadyTable() {}

    static String text(SteadyFigures figures) {
        StringBuilder text = new StringBuilder("MB of BSON per second\n");
        line(text, "", figures.dataSets());
        for (String benchmark : figures.benchmarks()) {
            line(
                    text,
                    benchmark,
                    figures.dataSets().stream()
                            .map(dataSet -> figures.figure(dataSet, benchmark)
                                    .map(figure -> String.format(
                                            Locale.ROOT, "%.1f ± %.1f", figure.megabytesPerSecond(), figure.error()))
                                    .orElse(""))
                            .toList());
        }
        text.append("\nratios (wanted at least)\n");
        for (SteadyRatio ratio : SteadyRatio.ALL) {
            List<String> dataSets = figures.dataSets();
            line(
                    text,
                    ratio.name(),
                    dataSets.stream()
                            .map(dataSet -> figures.ratio(dataSet, ratio.above(), ratio.below())
                                    .map(value -> String.format(
                                            Locale.ROOT,
                                            "%.2f (%.2f)",
                                            value,
                                            ratio.targets().get(dataSets.indexOf(dataSet))))
                                    .orElse(""))
                            .toList());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, List<String> cells) {
        text.append(String.format(Locale.ROOT, "%-32s", name));
        cells.forEach(cell -> text.append(String.format(Locale.ROOT, "%20s", cell)));
        text.append('\n');
    }
}
