package io.snapferry.server.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog does while its database is away, and after. */
@Tag(Postgres.TAG)
final class PostgresOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private static PostgresSettings impatient(String url) {
        return new PostgresSettings(url, Optional.empty(), Optional.empty(), 3, Duration.ofSeconds(2));
    }

    @Test
    void worksAgainOnceTheDatabaseIsBack() throws Exception {
        Organization kept = new Organization(Id.next(Instant.EPOCH), "kept");
        try (PostgresServer server = PostgresServer.start(folder.resolve("data"));
                SqlCatalog catalog = SqlCatalog.open(impatient(server.newDatabase()), Postgres.KEYS)) {
            catalog.tenants().putOrganization(kept);
            assertThat(catalog.isReady()).isTrue();

            server.stop();
            assertThat(catalog.isReady()).isFalse();
            Throwable failure = catchThrowable(() -> catalog.tenants().organization(kept.id()));
            assertThat(catalog.outage(failure))
                    .as(String.valueOf(failure))
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .isIn("its database cannot be reached", "its database is shutting down or starting"));

            server.restart();
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!catalog.isReady()) {
                assertThat(Instant.now()).as("waiting for the catalog").isBefore(deadline);
            }
            assertThat(catalog.tenants().organization(kept.id())).contains(kept);
        }
    }

    @Test
    void saysWhichDatabaseItCannotReachAndNoSecret() {
        PostgresSettings nowhere =
                impatient("jdbc:postgresql://127.0.0.1:1/snapferry?user=someone&password=hunter2hunter2");
        assertThatThrownBy(() -> SqlCatalog.open(nowhere, Postgres.KEYS))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageStartingWith("jdbc:postgresql://127.0.0.1:1/snapferry cannot be reached: ")
                .hasMessageNotContaining("hunter2");
        assertThat(nowhere.toString()).doesNotContain("hunter2");
    }

    @Test
    void aStatementThatIsWrongIsNoOutage() throws Exception {
        PostgresSettings settings = Postgres.newDatabase();
        try (SqlCatalog catalog = SqlCatalog.open(settings, Postgres.KEYS);
                Connection connection = DriverManager.getConnection(settings.url());
                Statement statement = connection.createStatement()) {
            Throwable wrong = catchThrowable(() -> statement.execute("select * from no_such_table"));
            assertThat(catalog.outage(new IllegalStateException(wrong))).isEmpty();
        }
    }

    @Test
    void worksWithTheDatabaseOfANewerProgramUnlessThatSaysItCannot() throws Exception {
        PostgresSettings settings = Postgres.newDatabase();
        SqlCatalog.open(settings, Postgres.KEYS).close();
        try (Connection connection = DriverManager.getConnection(settings.url());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    values (1000, '1000', 'of the future', 'SQL', 'V1000__future.sql', 1, 'test', 1, true)
                    """);
            SqlCatalog.open(settings, Postgres.KEYS).close();
            statement.execute("update schema_use set oldest_version = 1000");
        }
        assertThatThrownBy(() -> SqlCatalog.open(settings, Postgres.KEYS))
                .isInstanceOf(CatalogOpenException.class)
                .hasMessageContaining("works with programs of version 1000 and newer");
    }
}
