package io.snapferry.benchmarks.steady;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.bson.BsonFormatException;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"films", "sensors", "long-strings"})
    void everyBenchmarkTakesTheSameDocumentsToItsEnd(String dataSet) throws BsonFormatException, IOException {
        SteadyBenchmark benchmark = new SteadyBenchmark();
        benchmark.dataSet = dataSet;
        benchmark.sizeBytes = 300_000;
        benchmark.prepare();
        long canonical = benchmark.transcodeCanonical();
        assertThat(canonical).isGreaterThan(benchmark.sizeBytes / 2);
        assertThat(benchmark.transcodeRelaxed()).isLessThan(canonical);
        assertThat(benchmark.product()).isEqualTo(benchmark.codecAlone()).isLessThan(canonical / 2);
        assertThat(benchmark.productWithFallback()).isLessThan(canonical / 2);
        assertThat(benchmark.libraryRouteLevel6())
                .isLessThan(benchmark.libraryRouteLevel1())
                .isGreaterThan(canonical / 20);
        benchmark.close();
    }
}
