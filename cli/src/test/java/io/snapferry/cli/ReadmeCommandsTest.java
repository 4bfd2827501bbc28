package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapferry.server.SnapferryServer;
import io.snapferry.server.config.CommandLineOverrides;
import io.snapferry.server.config.ConfigurationReader;
import io.snapferry.testing.datadirectory.MongodDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of README.md as a reader would, in the order in which they stand there. */
class ReadmeCommandsTest {
    private static final String PROMPT = "./snapferry ";
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    private Path folder;

    private final Map<String, String> ids = new HashMap<>();

    @Test
    void everyCommandDoesWhatItSays() throws Exception {
        List<String> commands = Files.readAllLines(repository().resolve("README.md")).stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
        assertThat(commands).contains("quickstart", "serve").hasSizeGreaterThan(10);

        MongodDirectory.replicaSetMember()
                .leafBytes(32 << 10)
                .collection("shop.customers", 300)
                .collection("shop.orders", 20_000)
                .write(folder.resolve("volume-snapshot"));
        CommandLineOverrides overrides = new CommandLineOverrides(
                Optional.empty(), Optional.of(0), Optional.of(folder.resolve("snapferry-data")));
        try (SnapferryServer server = SnapferryServer.start(new ConfigurationReader(Map.of()).read(overrides))) {
            for (String command : commands) {
                if (!command.equals("serve")) { // it runs already, on a port of its own
                    run(command, server.uri().toString());
                }
            }
        }
        assertThat(folder.resolve("rescued/shop/orders.bson")).exists();
        assertThat(Files.readAllBytes(folder.resolve("restored/shop/orders.bson")))
                .isEqualTo(Files.readAllBytes(folder.resolve("sample-dump/shop/orders.bson")));
    }

    private void run(String command, String serverUrl) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.snapferry.cli.Main"));
        arguments.addAll(words(filledIn(command)));
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SNAPFERRY_URL", serverUrl);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s: %s", command, text).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
        if (command.startsWith("inspect ")) {
            assertThat(Files.readString(repository().resolve("README.md"))).contains(text);
        }
        remember(command, text);
    }

    /** What a reader fills in. */
    private String filledIn(String command) {
        String filled = command.replace("/tmp", folder + "/tmp").replace("$PWD", folder.toString());
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace(id.getKey(), id.getValue());
        }
        return filled;
    }

    private void remember(String command, String output) throws IOException {
        String placeholder = Map.of(
                        "stores", "ID-OF-THE-STORE", "buckets", "ID-OF-THE-BUCKET", "snapshots", "ID-OF-THE-SNAPSHOT")
                .getOrDefault(words(command).get(0), "");
        if (!placeholder.isEmpty()) {
            JsonNode answer = new JsonMapper().readTree(output);
            ids.put(placeholder, answer.path("id").asText(answer.path("_id").asText()));
        }
    }

    private static List<String> words(String command) {
        return List.of(command.split(" ", -1));
    }

    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("README.md"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no README.md above the working directory");
    }
}
