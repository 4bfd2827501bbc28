package io.snapferry.benchmarks.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Path MEASURED = Path.of("measured.py");

    @BeforeEach
    void needsPython() {
        assumeTrue(SearchPath.current().has("python3"), "needs python3");
        assumeTrue(SearchPath.current().has("sh"), "needs sh");
    }

    @Test
    void countsWhatEachProgramTakesAndWhatTheLastOneWrites() throws IOException, InterruptedException {
        Pipeline.Measured measured = Pipeline.of(List.of(
                        List.of("sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo abc"),
                        List.of("sh", "-c", "cat; printf 12345")))
                .run(MEASURED);
        assertThat(measured.outputTail()).isEqualTo("abc\n12345");
        assertThat(measured.outputBytes()).isEqualTo(9);
        assertThat(measured.processes())
                .extracting(Pipeline.Measured.Program::program)
                .containsExactly("sh", "sh");
        assertThat(measured.processes().get(0).cpuSeconds()).isPositive();
        assertThat(measured.cpuSeconds())
                .isGreaterThanOrEqualTo(measured.processes().get(0).cpuSeconds());
        assertThat(measured.peakRssBytes()).isBetween(100_000L, 1L << 30);
    }

    @Test
    void aProgramThatFailsHasNoFigures() {
        Pipeline failing = Pipeline.of(List.of(List.of("sh", "-c", "exit 3"), List.of("cat")));
        assertThatIOException()
                .isThrownBy(() -> failing.run(MEASURED))
                .withMessage("sh ended with 3 in sh -c exit 3 | cat");
    }

    @Test
    void aSubjectSaysWhatIsMissing() {
        Subject mongoexport = Subject.mongoexport("mongodb://localhost");
        assertThat(mongoexport.missing(new SearchPath(List.of()))).contains("mongoexport");
        assertThat(Subject.snapferry(Path.of("snapferry"), 1).missing(new SearchPath(List.of())))
                .isEmpty();
    }
}
