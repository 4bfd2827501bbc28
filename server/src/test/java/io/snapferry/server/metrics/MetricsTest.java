package io.snapferry.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs;
import io.snapferry.server.catalog.JobState;
import io.snapferry.server.catalog.Tenancy;
import io.snapferry.server.catalog.sql.SqlCatalog;
import io.snapferry.server.testing.SettableClock;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the meters say, of the catalog and of requests. */
final class MetricsTest {
    @TempDir
    private Path folder;

    private Optional<SqlCatalog> catalog = Optional.empty();

    @AfterEach
    void close() {
        catalog.ifPresent(SqlCatalog::close);
    }

    private Tenancy tenancy() throws Exception {
        catalog = Optional.of(SqlCatalog.open(folder));
        return Tenancy.in(catalog.get(), "Shop");
    }

    @Test
    void tellsJobsQueueAndLastSuccessOfTheCatalog() throws Exception {
        Tenancy tenancy = tenancy();
        ExportJob ended = tenancy.submit(1);
        ExportJobs jobs = tenancy.catalog().jobs();
        ExportJobs.Claim claim =
                jobs.claimNext("worker", Duration.ofMinutes(1), 5, Tenancy.NOW).orElseThrow();
        assertThat(claim.job().id()).isEqualTo(ended.id());
        jobs.finish(claim, JobState.SUCCESSFUL, Optional.empty(), ExportJob.Progress.NONE, Tenancy.NOW);
        tenancy.submit(1);
        tenancy.putCluster("never");
        SettableClock clock = new SettableClock(Tenancy.NOW.plusSeconds(90));
        try (ServerMetrics metrics = new ServerMetrics(tenancy.catalog().statistics(), clock)) {
            assertThat(metrics.scrape().lines())
                    .contains(
                            "snapferry_jobs{state=\"Successful\"} 1.0",
                            "snapferry_jobs{state=\"Queued\"} 1.0",
                            "snapferry_jobs{state=\"Failed\"} 0.0",
                            "snapferry_queue_age_seconds 90.0",
                            "snapferry_catalog_up 1.0",
                            "snapferry_last_success_timestamp_seconds{cluster=\"testCluster\",project=\"Shop\"} 1.620135419E9",
                            "snapferry_last_success_timestamp_seconds{cluster=\"never\",project=\"Shop\"} 0.0");

            tenancy.submit(1);
            assertThat(metrics.scrape()).contains("snapferry_jobs{state=\"Queued\"} 1.0");
            clock.advance(Duration.ofSeconds(5));
            assertThat(metrics.scrape()).contains("snapferry_jobs{state=\"Queued\"} 2.0");
        }
    }

    @Test
    void tellsThatTheCatalogIsGone() throws Exception {
        Tenancy tenancy = tenancy();
        try (ServerMetrics metrics =
                new ServerMetrics(tenancy.catalog().statistics(), new SettableClock(Tenancy.NOW))) {
            tenancy.catalog().close();
            assertThat(metrics.scrape().lines())
                    .contains("snapferry_catalog_up 0.0", "snapferry_jobs{state=\"Queued\"} NaN")
                    .noneMatch(line -> line.startsWith("snapferry_last_success_timestamp_seconds{"));
        }
    }

    @Test
    void countsRequestsByOperationAndStatus() {
        try (TestServer server = TestServer.start()) {
            server.as("reader").get(TestServer.EXPORTS);
            server.as("stranger").get(TestServer.EXPORTS);
            server.as("reader").get("/api/nowhere");
            HttpResponse<String> scraped = server.as("nobody").get("/metrics");
            assertThat(scraped.statusCode()).isEqualTo(200);
            assertThat(scraped.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(scraped.body().lines())
                    .contains(
                            "snapferry_http_requests_total{operation=\"listExports\",status=\"200\"} 1.0",
                            "snapferry_http_requests_total{operation=\"listExports\",status=\"401\"} 2.0",
                            "snapferry_http_requests_total{operation=\"listExports\",status=\"403\"} 1.0",
                            "snapferry_http_requests_total{operation=\"none\",status=\"404\"} 1.0",
                            "snapferry_http_request_duration_seconds_count{operation=\"listExports\"} 4");
        }
    }
}
