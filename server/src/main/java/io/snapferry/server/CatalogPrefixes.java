package io.snapferry.server;

import io.snapferry.layout.ExportPrefix;
import io.snapferry.layout.PrefixStyle;
import io.snapferry.layout.SnapshotIdentity;
import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Snapshot;

/** Prefixes in the configured style; a cluster that asks for names gets them even where ids are the rule. */
final class CatalogPrefixes implements ExportPrefixes {
    private final PrefixStyle style;

    CatalogPrefixes(PrefixStyle style) {
        this.style = style;
    }

    @Override
    public String base(Organization organization, Project project, Cluster cluster, Snapshot snapshot) {
        PrefixStyle wanted = cluster.namesInExportPrefix() && style == PrefixStyle.IDS ? PrefixStyle.NAMES : style;
        return ExportPrefix.base(
                wanted,
                new SnapshotIdentity(
                        organization.id().hex(),
                        organization.name(),
                        project.id().hex(),
                        project.name(),
                        cluster.id().hex(),
                        cluster.name(),
                        snapshot.createdAt()));
    }
}
