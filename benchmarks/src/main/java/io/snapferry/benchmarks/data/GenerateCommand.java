package io.snapferry.benchmarks.data;

import io.snapferry.server.config.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/generate}: writes a data set. */
@Command(
        name = "benchmarks/generate",
        mixinStandardHelpOptions = true,
        description = "Write a data set as a mongodump folder: the same bytes for the same arguments, everywhere.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/generate films --size 512MiB --to /tmp/films",
            "  benchmarks/generate sensors --size 1GiB --collections 20000 --to /tmp/many",
            "  benchmarks/generate sparse --size 100GiB --to /tmp/sparse"
        })
public final class GenerateCommand implements Callable<Integer> {
    private static final String SPARSE = "sparse";
    private static final int MAX_DOCUMENT_BYTES = 16 << 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KIND",
            description =
                    "films, sensors, long-strings, or sparse (documents of zeros in a file of holes, for planning).")
    private String kind;

    @Option(
            names = "--size",
            required = true,
            paramLabel = "SIZE",
            description = "Of all documents, as 512MiB or 10GiB.")
    private ByteSize size;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Is created; must be empty.")
    private Path folder;

    @Option(
            names = "--collections",
            paramLabel = "N",
            defaultValue = "1",
            description = "Spread over so many collections. Default: ${DEFAULT-VALUE}.")
    private int collections;

    @Option(
            names = "--document-size",
            paramLabel = "SIZE",
            description = "Join documents to large ones of this size; at most 16MiB.")
    private ByteSize documentSize = new ByteSize(0);

    GenerateCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GenerateCommand())
                .registerConverter(ByteSize.class, ByteSize::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (collections < 1) {
            throw new ParameterException(spec.commandLine(), "--collections must be at least 1, not " + collections);
        }
        if (documentSize.bytes() > MAX_DOCUMENT_BYTES) {
            throw new ParameterException(
                    spec.commandLine(), "--document-size must be at most 16MiB, not " + documentSize);
        }
        if (kind.equals(SPARSE)) {
            DataSetFolder.writeSparse(folder, size.bytes());
            return 0;
        }
        DataSet dataSet = DataSet.of(kind)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "expected films, sensors, long-strings or sparse, found \"" + kind + "\""));
        Documents documents = documentSize.bytes() == 0
                ? Documents.of(dataSet)
                : Documents.ofSize(dataSet, (int) documentSize.bytes());
        DataSetFolder.write(folder, dataSet, documents, size.bytes(), collections);
        return 0;
    }
}
