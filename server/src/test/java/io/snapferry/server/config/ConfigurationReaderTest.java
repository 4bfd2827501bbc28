package io.snapferry.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.server.catalog.DigestAlgorithm;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.config.ServerConfig.ExportSettings;
import io.snapferry.server.config.ServerConfig.Listener;
import io.snapferry.server.config.ServerConfig.SnapshotSettings;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.source.encryption.EncryptionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, their precedence, and files that are refused. */
final class ConfigurationReaderTest {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String OLD_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void hasADefaultForEverySetting() throws ConfigurationException {
        ServerConfig config = new ConfigurationReader(environment).read(CommandLineOverrides.NONE);
        assertThat(config.listener())
                .isEqualTo(new Listener("127.0.0.1", 8080, Optional.empty(), List.of(), DigestAlgorithm.MD5, 1200, 60));
        assertThat(config.dataDirectory()).isEqualTo(Path.of("snapferry-data").toAbsolutePath());
        assertThat(config.export())
                .isEqualTo(new ExportSettings(
                        PrefixStyle.IDS,
                        128 << 20,
                        CORES,
                        5,
                        GzipLevel.FAST,
                        NativeCompression.AUTO,
                        Duration.ofMinutes(10),
                        Leftovers.KEEP));
        assertThat(config.snapshots())
                .isEqualTo(new SnapshotSettings(
                        config.dataDirectory().resolve("snapshots"), 4, 1, Optional.empty(), Optional.empty(), true));
        assertThat(config.organizations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# only a comment\n", "server:\n", "{}", "---\n", "\uFEFFserver: {}", "export: {threads: }"})
    void takesDefaultsForWhatAFileDoesNotSay(String yaml) throws Exception {
        ServerConfig config = read(yaml);
        assertThat(config.listener())
                .isEqualTo(new Listener("127.0.0.1", 8080, Optional.empty(), List.of(), DigestAlgorithm.MD5, 1200, 60));
        assertThat(config.dataDirectory()).isEqualTo(folder.resolve("snapferry-data"));
    }

    @Test
    void readsEverySettingOfAFile() throws Exception {
        environment.put("OLD_KEY", OLD_KEY);
        ServerConfig config = read("""
                server: {host: 0.0.0.0, port: 0}
                data-directory: ../data
                export:
                  prefix-style: names-2021
                  chunk-size: 64KiB
                  threads: 3
                  max-concurrent-replica-sets: 7
                  gzip-level: small
                  native-compression: off
                  store-patience: 2h
                snapshots:
                  directory: taken
                  threads: 2
                  max-concurrent: 3
                  encryption-key: %s
                  previous-encryption-key-env: OLD_KEY
                  connection-strings-from-api: false
                """.formatted(KEY));
        assertThat(config.listener())
                .isEqualTo(new Listener("0.0.0.0", 0, Optional.empty(), List.of(), DigestAlgorithm.MD5, 1200, 60));
        assertThat(config.dataDirectory()).isEqualTo(folder.resolveSibling("data"));
        assertThat(config.export())
                .isEqualTo(new ExportSettings(
                        PrefixStyle.NAMES_2021,
                        65_536,
                        3,
                        7,
                        GzipLevel.SMALL,
                        NativeCompression.OFF,
                        Duration.ofHours(2),
                        Leftovers.KEEP));
        assertThat(config.snapshots())
                .isEqualTo(new SnapshotSettings(
                        folder.resolve("taken"),
                        2,
                        3,
                        Optional.of(EncryptionKey.parse(KEY)),
                        Optional.of(EncryptionKey.parse(OLD_KEY)),
                        false));
    }

    @Test
    void refusesAnEncryptionKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> read("snapshots: {encryption-key: hidden}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("snapshots.encryption-key: expected 64 hex digits, or 32 bytes in base64")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void readsEverySettingOfTheEnvironmentBeforeTheFile() throws Exception {
        environment.put("SNAPFERRY_SERVER_HOST", "::1");
        environment.put("SNAPFERRY_SERVER_PORT", " 81 ");
        environment.put("SNAPFERRY_DATA_DIRECTORY", "from-environment");
        environment.put("SNAPFERRY_EXPORT_PREFIX_STYLE", "names");
        environment.put("SNAPFERRY_EXPORT_CHUNK_SIZE", "1GiB");
        environment.put("SNAPFERRY_EXPORT_THREADS", "2");
        environment.put("SNAPFERRY_EXPORT_MAX_CONCURRENT_REPLICA_SETS", "1");
        environment.put("SNAPFERRY_EXPORT_GZIP_LEVEL", "balanced");
        environment.put("SNAPFERRY_EXPORT_NATIVE_COMPRESSION", "off");
        environment.put("SNAPFERRY_EXPORT_STORE_PATIENCE", "0");
        environment.put("SNAPFERRY_SOMETHING_ELSE", "is left alone");
        ServerConfig config = read("server: {host: localhost, port: 82}\nexport: {threads: 5}");
        assertThat(config.listener())
                .isEqualTo(new Listener("::1", 81, Optional.empty(), List.of(), DigestAlgorithm.MD5, 1200, 60));
        assertThat(config.dataDirectory())
                .as("relative to the working directory")
                .isEqualTo(Path.of("from-environment").toAbsolutePath());
        assertThat(config.export())
                .isEqualTo(new ExportSettings(
                        PrefixStyle.NAMES,
                        1 << 30,
                        2,
                        1,
                        GzipLevel.BALANCED,
                        NativeCompression.OFF,
                        Duration.ZERO,
                        Leftovers.KEEP));
    }

    @Test
    void takesAnEmptyVariableForNotSet() throws Exception {
        environment.put("SNAPFERRY_SERVER_PORT", "");
        assertThat(read("server: {port: 82}").listener().port()).isEqualTo(82);
    }

    @Test
    void readsTheCommandLineBeforeEverythingElse() throws Exception {
        environment.put("SNAPFERRY_SERVER_PORT", "81");
        CommandLineOverrides overrides =
                new CommandLineOverrides(Optional.of("localhost"), Optional.of(83), Optional.of(Path.of("given")));
        ServerConfig config = new ConfigurationReader(environment).read(file("server: {host: h, port: 82}"), overrides);
        assertThat(config.listener())
                .isEqualTo(new Listener("localhost", 83, Optional.empty(), List.of(), DigestAlgorithm.MD5, 1200, 60));
        assertThat(config.dataDirectory()).isEqualTo(Path.of("given").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: {port: 65536}                     | server.port: expected a whole number from 0 to 65535, found "65536" (line 1
            server: {port: -1}                        | server.port: expected a whole number from 0 to 65535, found "-1"
            server: {port: 80.0}                      | server.port: expected a whole number from 0 to 65535, found "80.0"
            server: {port: 99999999999999999999}      | server.port: expected a whole number from 0 to 65535
            server: {port: [80]}                      | server.port: expected a single value, found a list (line 1
            server: {host: 'a b'}                     | server.host: expected the name or address
            server: 80                                | server: expected keys and values, found a single value (line 1
            server: {prot: 80}                        | server.prot: unknown key; known here are digest-algorithm, failed-sign-ins-per-minute, host, port,
            server: {port: 80, port: 81}              | server.port: given twice (line 1
            sever: {port: 80}                         | sever: unknown key; known here are audit, catalog, data-directory, export, health,
            server: {[a]: 80}                         | server: expected text as a key, found a list
            server: {<<: {port: 80}}                  | server.<<: unknown key
            server: !file [x]                         | server: tags are not supported
            server: {port: !!binary ODA=}             | server.port: tags are not supported
            - server                                  | configuration: expected keys and values, found a list (line 1
            export: {chunk-size: 128MB}               | export.chunk-size: expected a size from 1KiB to 1GiB such as 128MiB, found "128MB"
            export: {chunk-size: 1023}                | export.chunk-size: expected a size from 1KiB to 1GiB
            export: {chunk-size: 2GiB}                | export.chunk-size: expected a size from 1KiB to 1GiB
            export: {chunk-size: 9999999999GiB}       | export.chunk-size: expected a size from 1KiB to 1GiB
            export: {prefix-style: IDS}               | export.prefix-style: expected one of ids, names, names-2021, found "IDS"
            export: {threads: 1025}                   | export.threads: expected a whole number from 0 to 1024
            export: {store-patience: 10}              | export.store-patience: expected a time from 0 to 24h such as 90s, 30m or 26h, found "10"
            export: {store-patience: 25h}             | export.store-patience: expected a time from 0 to 24h
            snapshots: {max-concurrent: 0}  | snapshots.max-concurrent: expected a whole number from 1 to 100
            snapshots: {threads: 65}  | snapshots.threads: expected a whole number from 1 to 64
            snapshots: {connection-strings-from-api: maybe}  | snapshots.connection-strings-from-api: expected
            export: {max-concurrent-replica-sets: 0}  | export.max-concurrent-replica-sets: expected a whole number from 1 to 1000
            organizations: {name: x}                  | organizations: expected a list, found keys and values
            organizations: [{name: x}, y]             | organizations[1]: expected keys and values, found a single value
            organizations: [{name: [x]}]              | organizations[0].name: expected a single value, found a list
            """)
    void refusesWithTheFullNameOfTheKey(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith(")");
    }

    @Test
    void namesLineAndFileOfABadValue() {
        assertThatThrownBy(() -> read("server:\n  # a comment\n  port: http\n"))
                .hasMessage("server.port: expected a whole number from 0 to 65535, found \"http\" (line 3 of "
                        + folder.resolve("snapferry.yaml") + ")");
    }

    @Test
    void namesTheVariableOfABadValue() {
        environment.put("SNAPFERRY_SERVER_PORT", "tcp://10.0.0.1:80");
        assertThatThrownBy(() -> read(""))
                .hasMessage("server.port: expected a whole number from 0 to 65535, found \"tcp://10.0.0.1:80\""
                        + " (environment variable SNAPFERRY_SERVER_PORT)");
    }

    @Test
    void namesTheCommandLineForABadValue() {
        CommandLineOverrides overrides =
                new CommandLineOverrides(Optional.empty(), Optional.of(70_000), Optional.empty());
        assertThatThrownBy(() -> new ConfigurationReader(environment).read(overrides))
                .hasMessage("server.port: expected a whole number from 0 to 65535, found \"70000\" (command line)");
    }

    @Test
    void refusesABadFileEvenWhenTheCommandLineOverridesIt() {
        CommandLineOverrides overrides = new CommandLineOverrides(Optional.empty(), Optional.of(80), Optional.empty());
        assertThatThrownBy(() -> new ConfigurationReader(environment).read(file("server: {port: []}"), overrides))
                .hasMessageStartingWith("server.port: expected a single value");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> new ConfigurationReader(environment).read(missing, CommandLineOverrides.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void refusesAFolderAsTheFile() {
        assertThatThrownBy(() -> new ConfigurationReader(environment).read(folder, CommandLineOverrides.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder + ": cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {port: 80",
                "server: [",
                "a: b: c",
                "server:\n\tport: 80",
                "\"unfinished",
                "server: {host: \u0000}",
                "%YAML 9.9\n---\n",
                "a: 1\n---\nb: 2\n",
                "&a [*a]",
                "server: *undefined",
                "server: !!java.io.File [x]",
                "server: {port: !!java.lang.Integer 80}"
            })
    void refusesWhatIsNoYaml(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Path file = Files.write(folder.resolve("x.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> new ConfigurationReader(environment).read(file, CommandLineOverrides.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "a: &x [*x, "})
    @Timeout(10)
    void refusesAMebibyteOfNesting(String unit) {
        String yaml = unit.repeat(YamlFile.MAX_BYTES / unit.length());
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    @Timeout(10)
    void refusesAFileThatIsTooLong() {
        assertThatThrownBy(() -> read("#".repeat(YamlFile.MAX_BYTES + 1)))
                .hasMessageEndingWith("longer than 1048576 bytes");
    }

    @Test
    @Timeout(10)
    void refusesAliasesThatMultiply() {
        StringBuilder yaml = new StringBuilder("organizations:\n- &a0 {name: x}\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("- &a").append(i).append(" {projects: [");
            yaml.append(("*a" + (i - 1) + ", ").repeat(9)).append("]}\n");
        }
        assertThatThrownBy(() -> read(yaml.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*Hunter22Hunter", "!!Hunter22Hunter x", "!Hunter22!Hunter x", "!<Hunter22> x"})
    void doesNotQuoteAPasswordThatLooksLikeAnAliasOrATag(String password) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> read("organizations: [{api-keys: [{private-key: " + password + "}]}]"));
        assertThat(refusal).message().doesNotContain("Hunter").contains("line 1");
    }

    private ServerConfig read(String yaml) throws IOException, ConfigurationException {
        return new ConfigurationReader(environment).read(file(yaml), CommandLineOverrides.NONE);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("snapferry.yaml"), yaml, StandardCharsets.UTF_8);
    }

    @Test
    void readsTrustedProxiesSeparatedByCommas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("snapferry.yaml"), "server:\n  trusted-proxies: 10.0.0.0/8, ::1 ,192.168.1.7\n");

        assertThat(new ConfigurationReader(Map.of())
                        .read(file, CommandLineOverrides.NONE)
                        .listener()
                        .trustedProxies())
                .containsExactly(
                        AddressBlock.parse("10.0.0.0/8").orElseThrow(),
                        AddressBlock.parse("::1/128").orElseThrow(),
                        AddressBlock.parse("192.168.1.7/32").orElseThrow());
    }

    @Test
    void refusesAProxyThatIsNoAddress() {
        Map<String, String> environment = Map.of("SNAPFERRY_SERVER_TRUSTED_PROXIES", "10.0.0.0/8,proxy.example");

        assertThatThrownBy(() -> new ConfigurationReader(environment).read(CommandLineOverrides.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("server.trusted-proxies: expected addresses or CIDR blocks");
    }
}
