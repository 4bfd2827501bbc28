package io.snapferry.server.catalog.sql;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ExportJob;
import io.snapferry.server.catalog.ExportJobs.Claim;
import io.snapferry.server.catalog.Tenancy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that writes to a catalog until it is killed, and prints each write after it was acknowledged:
 * {@code job CLUSTER ID}, {@code object JOB KEY} or {@code nonce N}.
 */
final class WritingProcess {
    static final int REFUSED = 3;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private WritingProcess() {}

    /** Its standard error goes to that of this process. */
    static Process start(Path dataDirectory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        dataDirectory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        try (Catalog catalog = SqlCatalog.open(Path.of(arguments[0]))) {
            write(catalog);
        } catch (CatalogOpenException e) {
            acknowledge(String.valueOf(e.getMessage()));
            System.exit(REFUSED);
        }
    }

    private static void write(Catalog catalog) {
        Tenancy tenancy = Tenancy.in(catalog, "round-" + System.nanoTime());
        catalog.jobs().releaseClaims("me");
        for (int i = 0; ; i++) {
            ExportJob job = tenancy.submit(1);
            acknowledge("job " + job.cluster() + " " + job.id());
            Claim claim = catalog.jobs()
                    .claimNext("me", LEASE, 1_000_000, Tenancy.NOW)
                    .orElseThrow();
            for (int object = 0; object < 5; object++) {
                String key = "object-" + object;
                catalog.jobs().recordObject(claim, key, key);
                acknowledge("object " + claim.job().id() + " " + key);
            }
            catalog.nonceCounts().use("nonce-" + tenancy.project().id(), i + 1, Tenancy.NOW);
            acknowledge("nonce " + "nonce-" + tenancy.project().id() + " " + (i + 1));
        }
    }

    private static void acknowledge(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
