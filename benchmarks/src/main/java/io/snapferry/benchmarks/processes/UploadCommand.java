package io.snapferry.benchmarks.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.server.config.ByteSize;
import io.snapferry.store.s3.S3Credentials;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Settings;
import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/upload}: how much of a store's rate an export reaches. */
@Command(
        name = "benchmarks/upload",
        mixinStandardHelpOptions = true,
        description = {
            "Compare the rate of an export into a local S3 server with that of plain PUTs into the same server and with",
            "that of an export that sends nothing. The server shares the machine's cores. Needs python3."
        })
public final class UploadCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = "benchmark";
    private static final int WARM_UP_OBJECTS = 4;
    private static final int OBJECTS = 16;

    /** So that an object of the loop is one PUT. */
    private static final int PART_BYTES = 2 * PlainPuts.OBJECT_BYTES;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "And threads. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "512MiB",
            description = "Of the data set. Default: ${DEFAULT-VALUE}.")
    private ByteSize size;

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps the data set. Default: benchmarks/target/data.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--result", paramLabel = "FILE", description = "Default: docs/benchmarks/upload.json.")
    private Optional<Path> result = Optional.empty();

    private final Places places = Places.current();

    UploadCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new UploadCommand())
                .registerConverter(ByteSize.class, ByteSize::parse)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataFolder films = DataFolder.prepare(data.orElseGet(places::data), DataSet.FILMS, size);
        UploadFigures figures;
        try (S3TestServer server = S3TestServer.start()) {
            server.createBucket(BUCKET);
            Pipeline discarding = export(films, server, "null:");
            discarding.run(places.measured()); // builds what is missing, and reads the file once
            figures = new UploadFigures(
                    Machine.current(),
                    LocalDate.now(ZoneOffset.UTC).toString(),
                    connections,
                    plainPuts(server),
                    rate(discarding),
                    rate(export(films, server, "s3://" + BUCKET)));
        }
        Results.write(result.orElseGet(() -> places.results().resolve("upload.json")), figures);
        spec.commandLine()
                .getOut()
                .printf(
                        "MB of gzip per second: plain PUTs %.1f, export to null: %.1f, export to the server %.1f;"
                                + " share %.2f (wanted: 0.90)%n",
                        figures.plainPuts() / 1e6,
                        figures.discarded() / 1e6,
                        figures.uploaded() / 1e6,
                        figures.share());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private double plainPuts(S3TestServer server) throws IOException, InterruptedException {
        S3Settings settings = S3Settings.bucket(BUCKET)
                .endpoint(server.directEndpoint())
                .credentials(new S3Credentials.Static(server.accessKeyId(), server.secretAccessKey()))
                .partSizeBytes(PART_BYTES)
                .build();
        try (S3ObjectStore store = new S3ObjectStore(settings)) {
            PlainPuts.bytesPerSecond(store, connections, WARM_UP_OBJECTS);
            return PlainPuts.bytesPerSecond(store, connections, OBJECTS);
        }
    }

    private Pipeline export(DataFolder films, S3TestServer server, String to) {
        List<String> command = new ArrayList<>(List.of(
                places.launcher().toString(), "export", "--from", films.folder().toString(), "--to", to));
        command.addAll(List.of("--threads", Integer.toString(connections), "--output", "json"));
        command.addAll(List.of("--endpoint", server.directEndpoint().toString(), "--region", "us-east-1"));
        return new Pipeline(
                List.of(command),
                Map.of(
                        "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", server.secretAccessKey()));
    }

    /** By the export's own clock, which does not count the start of the process. */
    private double rate(Pipeline export) throws IOException, InterruptedException {
        JsonNode summary = JSON.readTree(export.run(places.measured()).outputTail());
        return summary.get("bytes").asDouble() / summary.get("seconds").asDouble();
    }
}
