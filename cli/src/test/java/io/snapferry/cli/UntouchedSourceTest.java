package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.testing.datadirectory.MongodDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operating system is asked to do with a source: strace writes it down. */
class UntouchedSourceTest {
    private static final String CALLS =
            "trace=open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
                    + "link,linkat,symlink,symlinkat,truncate,ftruncate,fallocate,chmod,fchmod,fchmodat,chown,fchown,fchownat,"
                    + "utimensat,flock,fcntl";

    private static final Pattern READING = Pattern.compile(".*\\bopen(at)?\\(.*\\bO_RDONLY\\b.*");
    private static final Pattern CHANGING = Pattern.compile(".*\\bO_(CREAT|TRUNC|APPEND)\\b.*");
    /** Of descriptors, as every program does it; and the end of an opening whose begin is another line. */
    private static final Pattern HARMLESS =
            Pattern.compile(".*(\\bfcntl\\(.*, F_(GETFD|SETFD|GETFL|DUPFD\\w*)|<\\.\\.\\. open(at)? resumed>).*");

    @TempDir
    private Path folder;

    @Test
    void everyFileIsOpenedForReadingAndNothingElse() throws Exception {
        Assumptions.assumeTrue(isTraceable(), "strace is not installed, or must not trace here");
        Path data = MongodDirectory.standalone().collection("shop.orders", 200).write(folder.resolve("data"));
        for (String[] command : new String[][] {
            {"inspect", data.toString(), "--count"},
            {"dump", data.toString(), "--to", folder.resolve("dump").toString()},
            {"export", "--from", data.toString(), "--to", "null:"},
            {"wt-dump", data.toString(), "collection-1-1"}
        }) {
            List<String> calls = callsOn(data, command);
            assertThat(calls).as(command[0]).anyMatch(call -> call.contains("collection-1-1.wt"));
            assertThat(calls)
                    .as(command[0])
                    .allMatch(call -> HARMLESS.matcher(call).matches()
                            || (READING.matcher(call).matches()
                                    && !CHANGING.matcher(call).matches()));
        }
    }

    private List<String> callsOn(Path data, String... command) throws IOException, InterruptedException {
        Path trace = folder.resolve("trace.txt");
        List<String> arguments = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "1000",
                "-o",
                trace.toString(),
                "-e",
                CALLS,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.snapferry.cli.Main"));
        arguments.addAll(List.of(command));
        assertThat(run(arguments)).as(command[0]).isZero();
        try (Stream<String> lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains(data.toString() + "/") || line.contains(data + "\""))
                    .toList();
        }
    }

    private boolean isTraceable() throws InterruptedException {
        try {
            return run(List.of("strace", "-o", folder.resolve("probe.txt").toString(), "true")) == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
