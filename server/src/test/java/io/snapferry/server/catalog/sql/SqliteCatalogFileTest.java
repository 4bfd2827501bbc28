package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapferry.server.catalog.Tenancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing the file, and what is refused instead. */
final class SqliteCatalogFileTest {
    @TempDir
    private Path temporary;

    @Test
    void makesFolderAndFilesThatTheirOwnerAloneCanRead() throws IOException {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX modes here");
        Path folder = temporary.resolve("a/data");
        SqlCatalog catalog = SqlCatalog.open(folder);
        Tenancy.in(catalog, "mySbx");
        assertThat(modeOf(folder)).isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName() + " " + modeOf(file))
                    .containsExactlyInAnyOrder(
                            "catalog.db rw-------",
                            "catalog.db-shm rw-------",
                            "catalog.db-wal rw-------",
                            "catalog.lock rw-------",
                            "secrets.key rw-------");
        }
        catalog.close();
    }

    @Test
    void makesAnExistingFilePrivate() throws IOException {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX modes here");
        SqlCatalog.open(temporary).close();
        Path file = temporary.resolve("catalog.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SqlCatalog.open(temporary).close();
        assertThat(modeOf(file)).isEqualTo("rw-------");
    }

    private static String modeOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsEverythingAgainAfterItWasClosed() throws CatalogOpenException {
        SqlCatalog before = SqlCatalog.open(temporary);
        Tenancy tenancy = Tenancy.in(before, "mySbx");
        before.close();
        before.close();
        try (SqlCatalog after = SqlCatalog.open(temporary)) {
            assertThat(after.tenants().project(tenancy.project().id())).contains(tenancy.project());
        }
        assertThat(temporary.resolve("catalog.db-wal"))
                .as("folded into the file")
                .doesNotExist();
    }

    @Test
    void commitsToTheDiskBeforeItAnswers() throws SQLException {
        try (Connection connection =
                new SqliteFile(temporary.resolve("x.db")).forWriting().getConnection()) {
            assertThat(pragma(connection, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void refusesToWriteThroughAReadingConnection() throws Exception {
        SqlCatalog.open(temporary).close();
        try (Connection connection = new SqliteFile(temporary.resolve("catalog.db")).openForReading();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("delete from readiness"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void refusesASecondUserOfTheFolderInThisProcess() throws IOException {
        try (SqlCatalog first = SqlCatalog.open(temporary)) {
            assertThatThrownBy(() -> SqlCatalog.open(temporary.resolve("../" + temporary.getFileName())))
                    .isInstanceOf(CatalogOpenException.class)
                    .hasMessage("data directory " + temporary.toRealPath() + " is in use by another Snapferry process");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void refusesASecondProcessEvenAfterARefusalInTheFirst() throws Exception {
        try (SqlCatalog first = SqlCatalog.open(temporary)) {
            assertThatThrownBy(() -> SqlCatalog.open(temporary)).isInstanceOf(CatalogOpenException.class);
            Process second = WritingProcess.start(temporary);
            String answer;
            try (var reader = second.inputReader()) {
                answer = reader.readLine();
            }
            assertThat(second.waitFor()).isEqualTo(WritingProcess.REFUSED);
            assertThat(answer).endsWith("is in use by another Snapferry process");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void refusesADataDirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> SqlCatalog.open(file))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessage("data directory " + file + " is not a folder");
        assertThatThrownBy(() -> SqlCatalog.open(file.resolve("below")))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageStartingWith("data directory " + file);
    }

    @Test
    void opensAFileOfANewerVersionThatWorksWithThisOne() throws Exception {
        SqlCatalog.open(temporary).close();
        addLaterVersion();
        try (SqlCatalog catalog = SqlCatalog.open(temporary)) {
            assertThat(catalog.isReady()).isTrue();
        }
    }

    @Test
    void refusesAFileOfANewerVersionThatDoesNot() throws Exception {
        SqlCatalog.open(temporary).close();
        addLaterVersion();
        change("update schema_use set oldest_version = 98");
        assertThatThrownBy(() -> SqlCatalog.open(temporary))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageStartingWith(temporary.toRealPath().resolve("catalog.db")
                        + " was written by a newer Snapferry: its schema has version 99, and works with programs of"
                        + " version 98 and newer; this one has version ");
    }

    private void addLaterVersion() throws Exception {
        change("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)
                """);
    }

    @Test
    void refusesADatabaseOfSomebodyElse() throws Exception {
        change("create table theirs (id integer)");
        assertThatThrownBy(() -> SqlCatalog.open(temporary))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageContaining("catalog.db cannot be used as the catalog: Found non-empty schema");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        Files.write(temporary.resolve("catalog.db"), noise);
        assertThatThrownBy(() -> SqlCatalog.open(temporary))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageContaining("catalog.db cannot be")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void canBeOpenedAfterARefusal() throws IOException {
        Path file = temporary.resolve("catalog.db");
        Files.writeString(file, "no database, but longer than sixteen bytes");
        assertThatThrownBy(() -> SqlCatalog.open(temporary)).isInstanceOf(CatalogOpenException.class);
        Files.delete(file);
        SqlCatalog.open(temporary).close();
    }

    @Test
    void takesTheOldestWaitingJobThroughAnIndexHoweverManyThereAre() throws Exception {
        SqlCatalog.open(temporary).close();
        List<String> plan = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain query plan " + SqlExportJobs.CLAIM)) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        assertThat(plan)
                .anyMatch(line -> line.contains("USING INDEX export_job_queue"))
                .anyMatch(line -> line.contains("USING INDEX export_job_running"))
                .noneMatch(line -> line.startsWith("SCAN") && !line.contains("export_job_queue"))
                .noneMatch(line -> line.contains("TEMP B-TREE"));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalog.db"));
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            return row.getString(1);
        }
    }
}
