package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCompressionTest {
    private static final String ORDERS = "shop/orders/cluster0-shard-0.0.json.gz";

    @TempDir
    private Path folder;

    private Path dump;

    @BeforeEach
    void writeDump() throws IOException {
        dump = dump().collection("shop", "orders").documents(5000).writeFolder(folder.resolve("dump"));
    }

    @ParameterizedTest
    @CsvSource({"fast, 1", "balanced, 6", "small, 9"})
    void aLevelIsCarriedOutAndNamedInTheManifest(String level, int deflaterLevel) throws IOException {
        Path bucket = export(level, "--native-compression=off", "--gzip-level=" + level);
        assertThat(codec(bucket).path("name").asText()).isEqualTo("jdk-deflater");
        assertThat(codec(bucket).path("level").asInt()).isEqualTo(deflaterLevel);
        assertThat(verify(bucket).status()).isZero();
    }

    @Test
    void levelsDifferInTheBytesOfTheObjectsAndNotInTheirText() throws IOException {
        List<byte[]> objects = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String level : List.of("fast", "balanced", "small")) {
            Path object = object(export(level, "--gzip-level", level));
            objects.add(Files.readAllBytes(object));
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(object))) {
                texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(texts.get(0)).hasLineCount(5000);
        assertThat(texts).containsOnly(texts.get(0));
        assertThat(objects.get(1).length).isLessThan(objects.get(0).length);
        assertThat(objects.get(2).length).isLessThanOrEqualTo(objects.get(1).length);
    }

    @Test
    void fastIsTheDefault() throws IOException {
        assertThat(Files.readAllBytes(object(export("default"))))
                .isEqualTo(Files.readAllBytes(object(export("fast", "--gzip-level=fast"))));
    }

    @Test
    void anUnknownLevelIsRefused() {
        List<String> arguments = ExportArguments.of(dump, folder.resolve("out"), "--gzip-level=fastest");
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--gzip-level").contains("fastest");
    }

    private Path export(String name, String... arguments) {
        Path bucket = folder.resolve(name);
        CommandRun run = CommandRun.done(ExportArguments.of(dump, bucket, arguments));
        assertThat(run.err()).isEmpty();
        return bucket;
    }

    private CommandRun verify(Path bucket) {
        return CommandRun.of("verify", bucket.toUri() + ExportArguments.PREFIX);
    }

    private static Path object(Path bucket) {
        return bucket.resolve(ExportArguments.PREFIX).resolve(ORDERS);
    }

    private static JsonNode codec(Path bucket) throws IOException {
        Path manifest = bucket.resolve(ExportArguments.PREFIX).resolve(".manifest.jsonl");
        return new JsonMapper().readTree(Files.readAllLines(manifest).get(0)).path("codec");
    }
}
