package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;

/** Where an export goes in its bucket. Thread-safe. */
public interface ExportPrefixes {

    /**
     * The prefix of all objects of an export without its last segment, the second of the request.
     *
     * @return for example {@code exported_snapshots/<org>/<project>/<cluster>/2026-01-02T0327}, without slashes at its ends
     */
    String base(Organization organization, Project project, Cluster cluster, Snapshot snapshot);
}
