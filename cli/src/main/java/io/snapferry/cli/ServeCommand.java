package io.snapferry.cli;

import io.javalin.util.JavalinBindException;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationException;
import io.snapferry.server.config.ConfigurationReader;
import io.snapferry.server.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry serve}: the server, until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Run the server. It listens on loopback unless told otherwise, and prints its URL when it is ready.",
        footer = {
            "",
            "The first start makes an organization and an owner's API key, and names the file that holds the key.",
            "Settings: docs/configuration.md"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Path DEFAULT_CONFIG = Path.of("snapferry.yaml");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Default: snapferry.yaml in the working directory, when it is there.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Of catalog and keys. Default: snapferry-data.")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--host", description = "Address to listen on. Default: 127.0.0.1.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", description = "0 for any free one. Default: 8080.")
    private Optional<Integer> port = Optional.empty();

    ServeCommand() {}

    @Override
    public Integer call() throws IOException, ConfigurationException, InterruptedException {
        ServerConfig settings = settings();
        LogLines.use(settings.operations().logFormat());
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stopped = new CountDownLatch(1);
        try (SnapferryServer server = start(settings)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                server.close();
                                stopped.countDown();
                            },
                            "shutdown"));
            server.firstApiKey().ifPresent(file -> out.println("The first API key is in " + file));
            out.println("Snapferry is ready at " + server.uri());
            out.flush();
            stopped.await();
        }
        return 0;
    }

    private ServerConfig settings() throws ConfigurationException {
        CommandLineOverrides overrides = new CommandLineOverrides(host, port, dataDirectory);
        ConfigurationReader reader = new ConfigurationReader(System.getenv());
        Optional<Path> file = config.or(() -> Optional.of(DEFAULT_CONFIG).filter(Files::exists));
        return file.isPresent() ? reader.read(file.get(), overrides) : reader.read(overrides);
    }

    private static SnapferryServer start(ServerConfig settings) throws IOException, ConfigurationException {
        try {
            return SnapferryServer.start(settings);
        } catch (JavalinBindException e) {
            throw new IOException(
                    "cannot listen on " + settings.listener().host() + ":"
                            + settings.listener().port() + "; is another server running there?",
                    e);
        }
    }
}
