package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What would be left of a folder after a power cut: every object is on the disk before it has its name, its name before
 * anything is told of it, and {@code .complete} gets its name when all others have theirs. Seen in the system calls of a real
 * export; that a disk keeps what it was told to sync cannot be seen here.
 */
class FolderSyncTest {
    private static final long PATIENCE_SECONDS = 120;

    /** {@code 1700000000.123456 fsync(12</path>) = 0 <0.000123>}. */
    private static final Pattern SYNC =
            Pattern.compile("([0-9.]+) (?:fsync|fdatasync)\\([0-9]+<([^>]*)>\\) += 0 <([0-9.]+)>");

    private static final Pattern RENAME = Pattern.compile(
            "([0-9.]+) rename(?:at2?)?\\((?:AT_FDCWD(?:<[^>]*>)?, )?\"([^\"]*)\", (?:AT_FDCWD(?:<[^>]*>)?, )?\"([^\"]*)\".*\\) += 0 <([0-9.]+)>");

    private static final Pattern MAKE_DIRECTORY =
            Pattern.compile("([0-9.]+) mkdir\\(\"([^\"]*)\", [0-7]+\\) += 0 <([0-9.]+)>");

    @TempDir
    private Path folder;

    /** A call that succeeded. Its times are seconds. */
    private record Call(String name, double begin, double end, String path, String target) {}

    @Test
    void everyObjectIsOnTheDiskBeforeItHasItsNameAndItsNameBeforeWhatFollows() throws Exception {
        Path bucket = folder.resolve("bucket");
        List<List<Call>> callsOfThreads = exportTraced(bucket);
        List<Call> renames = callsOfThreads.stream()
                .flatMap(List::stream)
                .filter(call -> call.name().equals("rename") && call.target().startsWith(bucket + "/"))
                .toList();
        assertThat(renames).hasSizeGreaterThan(10);

        for (List<Call> calls : callsOfThreads) {
            for (int i = 0; i < calls.size(); i++) {
                checkRename(calls, i, bucket);
                checkDirectory(calls, i, bucket);
            }
        }

        Call complete = renames.stream()
                .filter(call -> call.target().endsWith("/.complete"))
                .findFirst()
                .orElseThrow();
        double othersAreNamed = renames.stream()
                .filter(call -> !call.equals(complete))
                .map(call -> syncBehind(callsOfThreads, call))
                .mapToDouble(Call::end)
                .max()
                .orElseThrow();
        assertThat(othersAreNamed).isLessThanOrEqualTo(complete.begin());
    }

    private static void checkRename(List<Call> calls, int index, Path bucket) {
        Call rename = calls.get(index);
        if (rename.name().equals("rename") && rename.target().startsWith(bucket + "/")) {
            assertThat(calls.subList(0, index))
                    .as("sync of %s before it becomes %s", rename.path(), rename.target())
                    .anyMatch(call -> isSyncOf(call, rename.path()));
            assertThat(calls.subList(index, calls.size()))
                    .as("sync of the directory of %s behind", rename.target())
                    .anyMatch(call -> isSyncOf(call, parent(rename.target())));
        }
    }

    private static void checkDirectory(List<Call> calls, int index, Path bucket) {
        Call made = calls.get(index);
        if (made.name().equals("mkdir") && made.path().startsWith(bucket + "/")) {
            assertThat(calls.subList(index, calls.size()))
                    .as("sync of what %s is in", made.path())
                    .anyMatch(call -> isSyncOf(call, parent(made.path())));
        }
    }

    private static Call syncBehind(List<List<Call>> callsOfThreads, Call rename) {
        List<Call> calls = callsOfThreads.stream()
                .filter(thread -> thread.contains(rename))
                .findFirst()
                .orElseThrow();
        return calls.stream()
                .skip(calls.indexOf(rename))
                .filter(call -> isSyncOf(call, parent(rename.target())))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSyncOf(Call call, String path) {
        return call.name().equals("sync") && call.path().equals(path);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private List<List<Call>> exportTraced(Path bucket) throws IOException, InterruptedException {
        Path dump = dump().collection("shop", "orders").documents(60).writeFolder(folder.resolve("dump"));
        Path trace = Files.createDirectory(folder.resolve("trace"));
        List<String> command = List.of(
                "strace",
                "-ff",
                "-ttt",
                "-T",
                "-y",
                "-s",
                "4096",
                "-e",
                "trace=fsync,fdatasync,mkdir,rename,renameat,renameat2",
                "-o",
                trace.resolve("calls").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "export",
                "--from",
                dump.toString(),
                "--to",
                bucket.toUri().toString(),
                "--cluster",
                "testCluster",
                "--chunk-size",
                "1KiB");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no strace");
            throw e;
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String out = Files.readString(folder.resolve("out"));
        assumeTrue(!out.contains("PTRACE_TRACEME") && !out.contains("ptrace("), "no process may be traced here");
        assertThat(process.exitValue()).as(out).isZero();
        try (Stream<Path> files = Files.list(trace)) {
            List<List<Call>> calls = new ArrayList<>();
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                calls.add(Files.readAllLines(file).stream()
                        .flatMap(FolderSyncTest::call)
                        .toList());
            }
            return calls;
        }
    }

    private static Stream<Call> call(String line) {
        for (Map.Entry<String, Pattern> kind :
                Map.of("sync", SYNC, "rename", RENAME, "mkdir", MAKE_DIRECTORY).entrySet()) {
            Matcher matcher = kind.getValue().matcher(line);
            if (matcher.matches()) {
                double begin = Double.parseDouble(matcher.group(1));
                double took = Double.parseDouble(matcher.group(matcher.groupCount()));
                String target = kind.getKey().equals("rename") ? matcher.group(3) : "";
                return Stream.of(new Call(kind.getKey(), begin, begin + took, matcher.group(2), target));
            }
        }
        return Stream.empty();
    }
}
