package io.snapferry.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of few MiB in a mount namespace that only the processes begun in it see; no root is needed where users may make
 * namespaces. From outside it is looked at through one of these processes.
 *
 * @param mount an empty folder that becomes the disk
 * @param sizeMiB how much fits
 */
record SmallDisk(Path mount, int sizeMiB) {
    private static final String BALLAST = "ballast";
    private static final int BLOCK_BYTES = 4096;

    /** Skips the test where no such disk can be had. */
    static void require() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "there is no unshare");
        Process process = new ProcessBuilder("/usr/bin/unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt")
                .redirectErrorStream(true)
                .start();
        assumeTrue(
                process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0,
                "users may not make namespaces and mount a disk in them here");
    }

    /** What a command has to begin with, so that its process has the disk. */
    List<String> command() {
        return List.of(
                "/usr/bin/unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + sizeMiB + "m none \"$0\" && exec \"$@\"",
                mount.toString());
    }

    /** The disk as a process that was begun with {@link #command} has it. */
    Path seenBy(long pid) {
        return Path.of("/proc/" + pid + "/root" + mount);
    }

    /** Leaves not one block free. */
    void fill(long pid) throws IOException {
        Path ballast = seenBy(pid).resolve(BALLAST);
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int i = 0; i < sizeMiB * (1 << 20) / BLOCK_BYTES + 1; i++) {
                out.write(block);
            }
            throw new AssertionError("the disk is larger than it should be");
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException full) {
            // that is what was wanted
        }
    }

    /** Gives back what {@link #fill} took. */
    void empty(long pid) throws IOException {
        Files.delete(seenBy(pid).resolve(BALLAST));
    }
}
