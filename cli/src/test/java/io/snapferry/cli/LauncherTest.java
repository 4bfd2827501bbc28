package io.snapferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./snapferry} in a checkout that is built, with the classes of this build as its library. */
class LauncherTest {
    private static final long DEADLINE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Path library;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeABuiltCheckout() throws IOException {
        library = Files.createDirectories(folder.resolve("cli/target/library"));
        Files.createDirectories(folder.resolve("cli/src/main"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(folder.resolve("cli/pom.xml"));
        Files.copy(repository().resolve("snapferry"), folder.resolve("snapferry"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                pack(path, library.resolve("classes-" + number++ + ".jar"));
            } else if (Files.exists(path)) {
                Files.copy(path, library.resolve(path.getFileName()));
            }
        }
        Files.writeString(library.resolve(".built"), "42\n");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        assumeThat(Path.of(System.getProperty("java.home"), "bin", "javac"))
                .as("a JDK")
                .exists();
    }

    @Test
    void makesAnArchiveOfThisJdkBesideTheFirstRunAndUsesItInTheNext() throws Exception {
        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
        // A test that ends before would leave the launcher writing into a folder that is gone.
        Eventually.await(
                () -> Files.exists(archive())
                        && !Files.exists(library.resolve(archive().getFileName() + ".lock")),
                Duration.ofSeconds(DEADLINE_SECONDS),
                "the archive");
        assertThat(archive()).isNotEmptyFile();

        Path log = folder.resolve("classes.log");
        environment.put("SNAPFERRY_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
        assertThat(Files.readString(log))
                .containsPattern("io\\.snapferry\\.cli\\.SnapferryCommand source: shared objects file \\(top\\)");
    }

    @Test
    void saysNothingAboutAnArchiveThatIsDamaged() throws Exception {
        Files.writeString(archive(), "not an archive ".repeat(10_000));

        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
    }

    @Test
    void triesNoSecondTimeToMakeAnArchiveThatCouldNotBeMade() throws Exception {
        Files.createFile(archive());

        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
        assertThat(archive()).isEmptyFile();
    }

    @Test
    void leavesTheMakingToTheProcessThatIsAtIt() throws Exception {
        Path lock = Files.createDirectory(library.resolve(archive().getFileName() + ".lock"));

        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
        assertThat(lock).exists();
        assertThat(archive()).doesNotExist();
    }

    @Test
    void runsFromAReadOnlyCheckoutWithoutACacheFolder() throws Exception {
        Files.createFile(folder.resolve("cache")); // where a folder would have to be
        assumeThat(library.toFile().setWritable(false)).isTrue();
        try {
            assumeThat(Files.isWritable(library))
                    .as("permissions count for this user")
                    .isFalse();
            assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
        } finally {
            assertThat(library.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void passesOptionsOfTheUserToTheJvm() throws Exception {
        Files.createFile(archive());
        environment.put("SNAPFERRY_JAVA_OPTS", "-Xshare:off -XX:-UseSerialGC -XX:+UseParallelGC -XX:+PrintFlagsFinal");

        assertThat(run("--version"))
                .containsPattern(" UseParallelGC +=  ?true ")
                .containsPattern("snapferry \\d");
    }

    @Test
    void passesOverAJavaHomeWhoseReleaseFileSaysThatItIsTooOld() throws Exception {
        Files.createFile(archive());
        Path home = folder.resolve("jdk-11");
        Path programs = Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Files.writeString(programs.resolve(program), "#!/bin/sh\necho started an old JVM\n");
            assertThat(programs.resolve(program).toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        environment.put("JAVA_HOME", home.toString());
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));

        assertThat(run("--version")).startsWith("snapferry ").hasLineCount(1);
    }

    /** Where the launcher keeps the archive of the JDK that runs this test. */
    private Path archive() {
        String version = System.getProperty("java.runtime.version").replaceAll("[^A-Za-z0-9._+-]", "_");
        return library.resolve("classes-" + version + "-42.jsa");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of("bash", folder.resolve("snapferry").toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
            }
        }
    }

    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("README.md"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no README.md above the working directory");
    }
}
