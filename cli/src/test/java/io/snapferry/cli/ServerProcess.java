package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code snapferry serve} in a process of its own, that can be killed. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "Snapferry is ready at ";

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the process; does not wait.
     *
     * @param logs folder for what it prints
     */
    static ServerProcess launch(Path logs, String... arguments) throws IOException {
        return launch(ServerClasses.plain(), logs, arguments);
    }

    /** As the other, from certain classes. */
    static ServerProcess launch(ServerClasses classes, Path logs, String... arguments) throws IOException {
        return launch(List.of(), classes, logs, arguments);
    }

    /**
     * As the others.
     *
     * @param before the program that starts the JVM, with its arguments
     */
    static ServerProcess launch(List<String> before, ServerClasses classes, Path logs, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(classes.options());
        // The tests' own settings of the log are the first on the class path.
        command.add("-Dlogback.configurationFile=" + productLogSettings());
        command.addAll(List.of(Main.class.getName(), "serve"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(logs, "serve-", ".out");
        Path err = Files.createTempFile(logs, "serve-", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new ServerProcess(process, out, err);
    }

    private static String productLogSettings() {
        return String.valueOf(Main.class.getResource("/logback.xml"));
    }

    /** Starts the process and returns when it answers. */
    static ServerProcess start(Path logs, String... arguments) throws IOException, InterruptedException {
        return start(ServerClasses.plain(), logs, arguments);
    }

    /** As the other, from certain classes. */
    static ServerProcess start(ServerClasses classes, Path logs, String... arguments)
            throws IOException, InterruptedException {
        return launch(classes, logs, arguments).ready();
    }

    /** Returns when it answers; when it ends instead, that is an error. */
    ServerProcess ready() throws IOException, InterruptedException {
        try {
            Eventually.await(() -> out().contains(READY) || !process.isAlive(), PATIENCE, "the server's start");
            assertThat(process.isAlive()).as(err()).isTrue();
            return this;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    URI uri() {
        String line =
                out().lines().filter(text -> text.startsWith(READY)).findFirst().orElseThrow();
        return URI.create(line.substring(READY.length()));
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing in the process learns of it. Returns when it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM, as a service manager sends it. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** @return the exit status */
    int awaitEnd(Duration limit) throws InterruptedException {
        assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended within " + limit)
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
