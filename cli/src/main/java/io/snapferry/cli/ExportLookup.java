package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds an export by its id alone: the API asks for the cluster, people do not remember it. */
final class ExportLookup {
    private static final int OK = 200;

    private final ServerContext context;
    private final String project;

    ExportLookup(ServerContext context, String project) {
        this.context = context;
        this.project = project;
    }

    /** Where the export is in the API, and its state of this moment. */
    record Found(String path, JsonNode job) {}

    Found find(String id, Optional<String> cluster) throws IOException, InterruptedException {
        List<String> clusters = new ArrayList<>();
        if (cluster.isPresent()) {
            clusters.add(cluster.get());
        } else {
            context.all(ServerContext.OWN + "/groups/" + project + "/clusters")
                    .forEach(found -> clusters.add(found.path("name").asText()));
        }
        for (String name : clusters) {
            String path = ServerContext.ATLAS + "/groups/" + project + "/clusters/" + ServerContext.segment(name)
                    + "/backup/exports/" + ServerContext.segment(id);
            if (context.client().call("GET", path, Optional.empty()).status() == OK) {
                return new Found(path, context.client().get(path));
            }
        }
        throw new IOException("no export " + id + " in "
                + (clusters.isEmpty() ? "a project without clusters" : String.join(", ", clusters)));
    }
}
