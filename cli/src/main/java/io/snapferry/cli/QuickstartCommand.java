package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.run.ProgramVersion;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationException;
import io.snapferry.server.config.ConfigurationReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry quickstart}: the main job, from nothing to a bucket that was read back. */
@Command(
        name = "quickstart",
        description = {
            "Show the main job on this machine: start a server with an embedded database, register a sample snapshot and a local"
                    + " bucket, send the documented export request, follow the job, show what it wrote. Then stop.",
            "Runs for a replica set and for a cluster of two shards."
        })
final class QuickstartCommand implements Callable<Integer> {
    private static final String LOG_LEVEL = "snapferry.log.level";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Keeps everything; must be empty or not there yet. Default: a new folder for temporary files.")
    private Optional<Path> dataDirectory = Optional.empty();

    QuickstartCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationException {
        System.setProperty(LOG_LEVEL, "WARN"); // the story is told below; read once, by the first logger
        Path folder = folder();
        PrintWriter out = spec.commandLine().getOut();
        CommandLineOverrides overrides =
                new CommandLineOverrides(Optional.empty(), Optional.of(0), Optional.of(folder.resolve("server")));
        try (SnapferryServer server = SnapferryServer.start(new ConfigurationReader(Map.of()).read(overrides))) {
            Path keyFile = server.firstApiKey()
                    .orElseThrow(() -> new IOException(folder + " has been used by an earlier quickstart"));
            JsonNode keys = new JsonMapper().readTree(keyFile.toFile());
            ApiClient client = new ApiClient(
                    server.uri(),
                    keys.path("publicKey").asText(),
                    keys.path("privateKey").asText());
            out.println("Snapferry " + ProgramVersion.read() + " is ready at " + server.uri());
            out.println("Everything it writes is below " + folder);
            QuickstartSetup setup = QuickstartSetup.create(
                    client, folder, keys.path("organizationId").asText());
            for (QuickstartSetup.Sample sample : setup.samples()) {
                new QuickstartExport(
                                client, server.uri(), keys.path("publicKey").asText(), setup, sample, out)
                        .run();
            }
        }
        out.println();
        out.println(
                "Next: './snapferry serve' runs a server of your own, './snapferry export --help' exports without one.");
        out.flush();
        return 0;
    }

    private Path folder() throws IOException {
        return dataDirectory.isPresent()
                ? Files.createDirectories(dataDirectory.get()).toAbsolutePath()
                : Files.createTempDirectory("snapferry-quickstart-");
    }
}
