package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds an export by its id alone: the API asks for the cluster, people do not remember it. */
final class ExportLookup {
    private static final int NOT_FOUND = 404;

    private final ServerContext context;
    private final String project;

    ExportLookup(ServerContext context, String project) {
        this.context = context;
        this.project = project;
    }

    /** Where the export is in the API, and its state of this moment. */
    record Found(String path, JsonNode job) {}

    /** @throws IOException with the server's words when it refuses, or when no cluster has the export */
    Found find(String id, Optional<String> cluster) throws IOException, InterruptedException {
        if (cluster.isPresent()) {
            return found(path(cluster.get(), id));
        }
        List<String> names = new ArrayList<>();
        context.all(ServerContext.OWN + "/groups/" + project + "/clusters")
                .forEach(listed -> names.add(listed.path("name").asText()));
        for (String name : names) {
            String path = path(name, id);
            if (context.client().call("GET", path, Optional.empty()).status() != NOT_FOUND) {
                return found(path);
            }
        }
        throw new IOException("no export " + id + " in "
                + (names.isEmpty() ? "a project without clusters" : String.join(", ", names)));
    }

    private String path(String cluster, String id) {
        return ServerContext.OWN + "/groups/" + project + "/clusters/" + ServerContext.segment(cluster) + "/exports/"
                + ServerContext.segment(id);
    }

    private Found found(String path) throws IOException, InterruptedException {
        return new Found(path, context.client().get(path));
    }
}
