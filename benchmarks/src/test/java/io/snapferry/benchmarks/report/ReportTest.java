package io.snapferry.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snapferry.benchmarks.processes.Comparison;
import io.snapferry.benchmarks.processes.Machine;
import io.snapferry.benchmarks.processes.MemoryFigures;
import io.snapferry.benchmarks.processes.UploadFigures;
import io.snapferry.benchmarks.steady.SteadyFigures;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
    private static final Machine MACHINE = new Machine(2, "a processor", "17", "Linux");
    private static final Comparison COMPARISON = new Comparison(
            MACHINE,
            "2026-01-01",
            "64MiB",
            List.of(
                    result("films", Comparison.MEASURED, 2, 100),
                    result("films", "bsondump | gzip -1", 30, 99),
                    result("sensors", Comparison.MEASURED, 4, 50),
                    result("sensors", "bsondump | gzip -1", 100, 50)),
            List.of("mongoexport: no server"));

    @Test
    void tableShowsSecondsAndRatioOfEverySubject() {
        assertThat(Tables.of(COMPARISON))
                .contains("2 cores (a processor)", "64MiB of BSON per data set, medians of 1")
                .contains("| snapferry, 1 thread | 2.00 s = 1.0x | 4.00 s = 1.0x |")
                .contains("| bsondump \\| gzip -1 | 30.00 s = 15.0x | 100.00 s = 25.0x |")
                .contains("| size against `gzip -1` | 1.010 | 1.000 |")
                .contains("Not measured: mongoexport: no server.");
    }

    @Test
    void steadyTableShowsWhatIsWantedBesideWhatIs() {
        SteadyFigures figures = new SteadyFigures(
                MACHINE,
                "2026-01-01",
                "isa-l level 1",
                List.of(
                        new SteadyFigures.Figure("films", "product", 150, 2),
                        new SteadyFigures.Figure("films", "libraryRouteLevel6", 10, 1)));
        assertThat(Tables.of(figures))
                .contains("isa-l level 1", "| `product` | 150.0 ± 2.0 |", "| library route, level 6 | 15.00 (10.00) |");
    }

    @Test
    void otherTablesShowTheirFigures() {
        assertThat(Tables.of(new MemoryFigures(
                        MACHINE,
                        "2026-01-01",
                        List.of(new MemoryFigures.Figure("10GiB", "export", 12.34, 20, 200 << 20, "256 MiB")))))
                .contains("| 10GiB | `export` | 12.3 | 20.0 | 200 MiB | 256 MiB |");
        assertThat(Tables.of(new UploadFigures(MACHINE, "2026-01-01", 2, 100e6, 50e6, 45e6)))
                .contains("| `export --to s3://` | 45.0 |", "| 0.90 |");
    }

    @Test
    void chartHasABarPerSubjectAsLongAsItsSeconds() throws ParserConfigurationException, IOException, SAXException {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Chart.svg(COMPARISON))));
        NodeList bars = svg.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(4);
        assertThat(width(bars, 1) / width(bars, 0)).isBetween(14.9, 15.1);
        assertThat(width(bars, 3) / width(bars, 2)).isBetween(24.9, 25.1);
        assertThat(svg.getDocumentElement().getTextContent()).contains("30.0 s (15.0x)", "prefers-color-scheme: dark");
    }

    @Test
    void partOfADocumentIsReplacedAndTheRestStays() {
        MarkedDocument document = new MarkedDocument("a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n");
        MarkedDocument once = document.with("x", "new\n");
        assertThat(once.text()).isEqualTo("a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n");
        assertThat(once.with("x", "new\n")).isEqualTo(once);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> document.with("y", ""))
                .withMessageContaining("<!-- y:begin -->");
    }

    @Test
    void documentHasAPlaceForEveryTable() throws IOException {
        MarkedDocument document = new MarkedDocument(Files.readString(Path.of("../docs/benchmarks.md")));
        for (String part : List.of("compare", "steady", "memory", "upload", "directory")) {
            assertThat(document.with(part, "a table").text()).contains("a table");
        }
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
    }

    private static Comparison.Result result(String dataSet, String subject, double cpuSeconds, long bytes) {
        return new Comparison.Result(
                dataSet, subject, List.of(new Comparison.Run(cpuSeconds, cpuSeconds, 1 << 20, bytes)));
    }
}
