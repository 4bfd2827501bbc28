package io.snapferry.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs the commands that matter once, in one process and without a trace, so that the JVM sees which classes they need. The
 * launcher runs it to make the class-data archive, see docs/adr/0009-class-data-archive.md.
 *
 * <p>A command that fails is passed over: an archive that lacks some classes is better than none.
 */
public final class Rehearsal {
    private static final int OK = 200;

    private Rehearsal() {}

    /** Takes no arguments; everything that is written goes to a folder for temporary files, which is deleted. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("snapferry-rehearsal-");
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            store.createContext("/", Rehearsal::takeEverything);
            store.start();
            String dump = folder.resolve("dump").toString();
            String bucket = folder.resolve("bucket").toString();
            run("--help");
            run("export", "--help");
            run("exports", "list", "--help");
            run("quickstart", "--data-dir", folder.resolve("quickstart").toString());
            run("sample", "--to", dump);
            run("inspect", dump);
            run(
                    "export",
                    "--from",
                    dump,
                    "--to",
                    folder.resolve("bucket").toUri().toString());
            run("verify", bucket);
            run("export", "--from", dump, "--to", "null:", "--output", "json");
            run(
                    "export",
                    "--from",
                    dump,
                    "--to",
                    "s3://rehearsal",
                    "--endpoint",
                    "http://127.0.0.1:" + store.getAddress().getPort());
        } finally {
            store.stop(0);
            delete(folder);
        }
        System.exit(0); // as Main does
    }

    private static void run(String... arguments) {
        CommandLine commandLine = SnapferryCommand.commandLine(arguments);
        commandLine.setOut(new PrintWriter(Writer.nullWriter()));
        commandLine.setErr(new PrintWriter(Writer.nullWriter()));
        commandLine.execute(arguments);
    }

    /** As much of an object store as an upload of small objects needs. */
    private static void takeEverything(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("ETag", "\"0\"");
            exchange.sendResponseHeaders(OK, -1);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
