package io.snapferry.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program of this machine, and how it is run.
 *
 * @param file that is run
 * @param folder in which it runs
 * @param environment that it gets beside that of this process
 */
record Program(Path file, Path folder, Map<String, String> environment) {
    private static final long PATIENCE_MINUTES = 30;

    Program {
        environment = Map.copyOf(environment);
    }

    /** The first of this name on the path; without it the test is skipped. */
    static Program onPath(String name, Path folder) {
        Optional<Path> file = find(name);
        assumeTrue(file.isPresent(), name + " is not on the path");
        return new Program(file.orElseThrow(), folder, Map.of());
    }

    static Optional<Path> find(String name) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(entry -> Path.of(entry, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Program with(String variable, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value);
        return new Program(file, folder, all);
    }

    Program with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Program(file, folder, all);
    }

    /** Runs to the end, whatever that is. */
    Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(file.toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, file.getFileName().toString(), ".out");
        Path err = Files.createTempFile(folder, file.getFileName().toString(), ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(String.join(" ", command) + " did not end");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(String.join(" ", command), process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Runs to a good end. */
    Run done(String... arguments) throws IOException, InterruptedException {
        return run(arguments).done();
    }

    /** Runs what fetches or builds a client; the test is skipped when that cannot be had. */
    void prepare(String... arguments) throws IOException, InterruptedException {
        Run run = run(arguments);
        assumeTrue(run.status() == 0, run.command() + " could not be done here: " + run.err() + run.out());
    }
}
