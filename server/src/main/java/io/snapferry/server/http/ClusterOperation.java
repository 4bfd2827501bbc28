package io.snapferry.server.http;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Project;

/** An operation on or in the cluster of the path parameters {@code groupId} and {@code clusterName}. */
public interface ClusterOperation extends Operation {
    @Override
    default Answer answer(ApiRequest request, Gate gate) {
        Project project = gate.project(request, permission());
        return answer(request, project, gate.cluster(request, project));
    }

    /** Does it, after the key was found to be allowed to. */
    Answer answer(ApiRequest request, Project project, Cluster cluster);
}
