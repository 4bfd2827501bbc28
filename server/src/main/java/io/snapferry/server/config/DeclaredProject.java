package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import java.util.List;
import java.util.Optional;

/**
 * A project of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the names
 * @param name not blank, unique in the file
 * @param apiKeys with roles in the project
 * @param stores that the project may use, with unique names
 * @param buckets in those stores
 * @param clusters with unique names
 */
public record DeclaredProject(
        String key,
        Optional<Id<Project>> id,
        String name,
        List<DeclaredApiKey> apiKeys,
        List<DeclaredStore> stores,
        List<DeclaredBucket> buckets,
        List<DeclaredCluster> clusters) {
    /** Copies the lists. */
    public DeclaredProject {
        apiKeys = List.copyOf(apiKeys);
        stores = List.copyOf(stores);
        buckets = List.copyOf(buckets);
        clusters = List.copyOf(clusters);
    }
}
