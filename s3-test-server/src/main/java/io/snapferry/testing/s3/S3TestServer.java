package io.snapferry.testing.s3;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A real S3 server on 127.0.0.1: checks signatures and checksums, knows multipart uploads, keeps its objects in a
 * temporary folder. Buckets are addressed in the path. It notes every request.
 *
 * <pre>
 * test -> RecordingProxy (this process) -> s3proxy (its own process) -> folder
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class S3TestServer implements AutoCloseable {
    private static final String ACCESS_KEY_ID = "snapferry-test";
    private static final String SECRET_ACCESS_KEY = "a-secret-that-no-message-may-show";
    private static final int KEPT_OUTPUT_LINES = 40;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Path folder;
    private final RecordingProxy proxy;

    private S3TestServer(Process process, Path folder, RecordingProxy proxy) {
        this.process = process;
        this.folder = folder;
        this.proxy = proxy;
    }

    /**
     * Starts the server and returns when it listens, after a second or two.
     *
     * @throws IOException with the process's last words when it ends instead
     */
    public static S3TestServer start() throws IOException {
        Path folder = Files.createTempDirectory("s3-test-server-");
        Process process =
                new ProcessBuilder(command(folder)).redirectErrorStream(true).start();
        try {
            int port = awaitPort(process);
            return new S3TestServer(process, folder, new RecordingProxy(port));
        } catch (IOException e) {
            process.destroyForcibly();
            deleteTree(folder);
            throw e;
        }
    }

    /** Where the server is, for example {@code http://127.0.0.1:41234}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.port());
    }

    /** The same server without the way through this process: nothing is noted, nothing stands in the way of measuring. */
    public URI directEndpoint() {
        return URI.create("http://127.0.0.1:" + proxy.serverPort());
    }

    /** The one key that is known. */
    public String accessKeyId() {
        return ACCESS_KEY_ID;
    }

    /** Belongs to {@link #accessKeyId()}. */
    public String secretAccessKey() {
        return SECRET_ACCESS_KEY;
    }

    /** Makes an empty bucket, without a request. */
    public void createBucket(String name) throws IOException {
        Files.createDirectory(folder.resolve(name));
    }

    /** All requests since the start or {@link #forgetRequests}, in the order in which they came. */
    public List<RecordedRequest> requests() {
        return proxy.requests();
    }

    /** How often bytes were sent for a key: one for a single PUT, otherwise one for each part. */
    public long uploadCount(String key) {
        return requests().stream()
                .filter(request -> request.isUpload() && request.key().equals(key))
                .count();
    }

    /** Starts counting anew. */
    public void forgetRequests() {
        proxy.forgetRequests();
    }

    /** From now on everything else is answered with 403 AccessDenied, as by a bucket policy. */
    public void allowOnly(Predicate<RecordedRequest> predicate) {
        proxy.allowOnly(predicate);
    }

    /** From now on one bit of these requests' bodies arrives changed. */
    public void damageBodiesOf(Predicate<RecordedRequest> predicate) {
        proxy.damageBodiesOf(predicate);
    }

    /** Stops the process and deletes all objects. Idempotent. */
    @Override
    public void close() throws IOException {
        proxy.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        deleteTree(folder);
    }

    private static List<String> command(Path folder) throws IOException {
        Path classes = ownClasses();
        Path jars = classes.resolveSibling("s3proxy");
        if (!Files.isDirectory(jars)) {
            throw new IOException("no jars of the server in " + jars + ": build the module s3-test-server");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Compiling little saves most of the start's time.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("-cp", classes + File.pathSeparator + jars.resolve("*")));
        command.add(S3ProxyProcess.class.getName());
        command.addAll(List.of(folder.toString(), ACCESS_KEY_ID, SECRET_ACCESS_KEY));
        return command;
    }

    /** The module's {@code target/classes} or its jar in {@code target}; the server's jars are beside both. */
    private static Path ownClasses() throws IOException {
        try {
            return Path.of(S3TestServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the module's own classes cannot be found", e);
        }
    }

    private static int awaitPort(Process process) throws IOException {
        // Not closed here: the thread below goes on reading, so that the process can never block on its output.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Deque<String> lastLines = new ArrayDeque<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(S3ProxyProcess.LISTENING)) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "s3-test-server-output");
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(line.substring(S3ProxyProcess.LISTENING.length()));
            }
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_OUTPUT_LINES) {
                lastLines.removeFirst();
            }
        }
        throw new IOException("the server ended before it listened:\n" + String.join("\n", lastLines));
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
