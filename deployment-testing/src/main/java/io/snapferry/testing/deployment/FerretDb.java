package io.snapferry.testing.deployment;

import com.mongodb.ConnectionString;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * FerretDB 1.x over SQLite: a process of its own behind a network, with UUIDs, and here under a replica set's name though it
 * has no cluster time.
 */
public final class FerretDb implements Closeable {
    /** For the reader of a skipped test. */
    public static final String MISSING =
            "no FerretDB: set -Dsnapferry.ferretdb=PROGRAM, see docs/contributing.md for how to build it";

    private static final Pattern LISTENING = Pattern.compile("Listening on TCP 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final int port;

    private FerretDb(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program that the system property {@code snapferry.ferretdb} names, or that lies on the path. */
    public static Optional<Path> program() {
        String named = System.getProperty("snapferry.ferretdb", "");
        Stream<Path> places = named.isEmpty()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "ferretdb"))
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts it, empty.
     *
     * @param data folder for its files, empty
     * @throws IOException when it does not get to listen
     */
    public static FerretDb start(Path program, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--handler=sqlite",
                        "--sqlite-url=file:" + data + "/",
                        "--state-dir=" + data,
                        "--listen-addr=127.0.0.1:0",
                        "--debug-addr=-",
                        "--telemetry=disable",
                        "--repl-set-name=rs0")
                .redirectErrorStream(true)
                .start();
        return new FerretDb(process, port(process));
    }

    /** Reads the log up to the port, and the rest in a thread of its own so that the process never waits. */
    private static int port(Process started) throws IOException {
        BufferedReader log = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            read.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread rest = new Thread(() -> readToTheEnd(log), "ferretdb-log");
                rest.setDaemon(true);
                rest.start();
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("FerretDB ended: " + read);
    }

    private static void readToTheEnd(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // the process was stopped
        }
    }

    /** How it is reached. */
    public ConnectionString connectionString() {
        return new ConnectionString("mongodb://127.0.0.1:" + port + "/?directConnection=true");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
