package io.snapferry.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Comparison COMPARISON = new Comparison(
            Machine.current(),
            "2026-01-01",
            "64MiB",
            List.of(
                    result(Comparison.MEASURED, 2, 4, 1),
                    result(Comparison.TWO_THREADS, 2, 2, 2),
                    result("bsondump | gzip -1", 20, 80, 30)),
            List.of());

    @TempDir
    private Path folder;

    @Test
    void ratioIsTheMedianOfTheTurns() {
        assertThat(COMPARISON.cpuRatio("films", "bsondump | gzip -1")).contains(20.0); // of 10, 20 and 30
        assertThat(COMPARISON.speedUp("films")).contains(1.0); // of 1, 2 and a half
    }

    @Test
    void whatWasNotMeasuredHasNoRatio() {
        assertThat(COMPARISON.cpuRatio("films", "mongoexport | gzip -1")).isEmpty();
        assertThat(COMPARISON.cpuRatio("sensors", Comparison.MEASURED)).isEmpty();
    }

    @Test
    void fileGivesBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("results/compare.json");
        assertThat(Results.read(file, Comparison.class)).isEmpty();
        Results.write(file, COMPARISON);
        assertThat(Results.read(file, Comparison.class)).contains(COMPARISON);
    }

    @Test
    void textNamesEverySubjectWithItsRatio() {
        assertThat(ComparisonTable.text(COMPARISON))
                .contains("films, 64MiB of BSON", "bsondump | gzip -1", "20.0", "size against gzip -1: 1.000");
    }

    private static Comparison.Result result(String subject, double... seconds) {
        return new Comparison.Result(
                "films",
                subject,
                Arrays.stream(seconds)
                        .mapToObj(cpu -> new Comparison.Run(cpu, cpu, 1000, 100))
                        .toList());
    }
}
