package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of a server that starts in half the time: a class-data archive, which wants jars where the tests' class path
 * has folders. Made by a server that starts and ends.
 */
final class ServerClasses {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String classPath;
    private final Optional<Path> archive;

    private ServerClasses(String classPath, Optional<Path> archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** The class path of this process, as it is. */
    static ServerClasses plain() {
        return new ServerClasses(System.getProperty("java.class.path"), Optional.empty());
    }

    /**
     * Makes an archive.
     *
     * @param folder for jars and archive
     * @param arguments of the server that it is made by
     */
    static ServerClasses archived(Path folder, String... arguments) throws IOException, InterruptedException {
        ServerClasses classes = new ServerClasses(jarsIn(folder), Optional.of(folder.resolve("classes.jsa")));
        try (ServerProcess server = ServerProcess.start(classes, folder, arguments)) {
            server.terminate();
            server.awaitEnd(PATIENCE);
        }
        assertThat(classes.archive.orElseThrow()).exists();
        return classes;
    }

    /** What the JVM is told of them. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("-Xshare:auto", "-cp", classPath));
        archive.ifPresent(file ->
                options.add((Files.exists(file) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + file));
        return options;
    }

    private static String jarsIn(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
                Path jar = folder.resolve(jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (Files.isRegularFile(path)) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** With entries for folders too: migrations are looked for in theirs. */
    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.skip(1).sorted().toList()) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                boolean isFolder = Files.isDirectory(path);
                out.putNextEntry(new JarEntry(isFolder ? name + "/" : name));
                if (!isFolder) {
                    Files.copy(path, out);
                }
                out.closeEntry();
            }
        }
    }
}
