package io.snapferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which server, and as which key. */
final class ServerOptions {
    private static final int MAX_KEY_FILE_BYTES = 64 << 10;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:SNAPFERRY_URL:-http://127.0.0.1:8080}",
            description = "Or SNAPFERRY_URL. Default: http://127.0.0.1:8080.")
    private URI server;

    @Option(
            names = "--public-key",
            defaultValue = "${env:SNAPFERRY_PUBLIC_KEY}",
            description = "Or SNAPFERRY_PUBLIC_KEY; the private key comes from SNAPFERRY_PRIVATE_KEY.")
    private Optional<String> publicKey = Optional.empty();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            defaultValue = "${env:SNAPFERRY_KEY_FILE}",
            description = {
                "Or SNAPFERRY_KEY_FILE: a file with both keys, as the server's first start writes it.",
                "Default: snapferry-data/first-api-key.json, when it is there and no other key is given."
            })
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            defaultValue = "${env:SNAPFERRY_CA_FILE}",
            description = {
                "Or SNAPFERRY_CA_FILE: certificates in PEM that an https server's one must come from.",
                "Default: those that the JDK trusts."
            })
    private Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output;

    private static final Path DEFAULT_KEY_FILE = Path.of("snapferry-data", "first-api-key.json");

    ServerOptions() {}

    ServerContext context(CommandSpec command) throws IOException {
        return new ServerContext(connect(), output, command.commandLine().getOut());
    }

    private ApiClient connect() throws IOException {
        URI base = base();
        String privateKey = System.getenv().getOrDefault("SNAPFERRY_PRIVATE_KEY", "");
        if (publicKey.isPresent() && keyFile.isEmpty()) {
            if (privateKey.isEmpty()) {
                throw new UsageException("SNAPFERRY_PRIVATE_KEY is not set");
            }
            return new ApiClient(base, publicKey.get(), privateKey, tls());
        }
        Path file = keyFile.or(() -> Optional.of(DEFAULT_KEY_FILE).filter(Files::exists))
                .orElseThrow(() -> new UsageException(
                        "no API key given: use --key-file, or SNAPFERRY_PUBLIC_KEY and SNAPFERRY_PRIVATE_KEY"));
        return fromFile(base, file);
    }

    private Optional<SSLContext> tls() throws IOException {
        return caFile.isPresent() ? Optional.of(TrustedAuthorities.in(caFile.get())) : Optional.empty();
    }

    private ApiClient fromFile(URI base, Path file) throws IOException {
        if (Files.size(file) > MAX_KEY_FILE_BYTES) {
            throw new IOException(file + " is too large to be a key file");
        }
        JsonNode keys = parse(file);
        if (!keys.path("publicKey").isTextual() || !keys.path("privateKey").isTextual()) {
            throw new IOException(file + " has no publicKey and privateKey");
        }
        return new ApiClient(
                base, keys.get("publicKey").asText(), keys.get("privateKey").asText(), tls());
    }

    private static JsonNode parse(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            return new JsonMapper().readTree(content);
        } catch (JsonProcessingException unused) {
            // The parser's words are left out, also as a cause: they quote the file, which holds a secret.
            throw new IOException(file + " is not JSON");
        }
    }

    private URI base() {
        boolean isHttp = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
        if (!isHttp || server.getHost() == null) {
            throw new UsageException("--server must be http://HOST:PORT or https://HOST:PORT, not \"" + server + "\"");
        }
        String text = server.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : server;
    }
}
