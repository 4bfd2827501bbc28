package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.ApiRequest;

/** Where a cluster is in the API, as the client sees this server. */
final class ClusterUrl {
    private ClusterUrl() {}

    static String of(ApiRequest request, String base, Project project, Cluster cluster) {
        return request.origin() + base + "/groups/" + project.id() + "/clusters/" + cluster.name();
    }
}
