package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import java.util.List;
import java.util.Optional;

/**
 * An organization of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the name
 * @param name not blank
 * @param apiKeys with roles in the organization
 * @param projects of the organization
 */
public record DeclaredOrganization(
        String key,
        Optional<Id<Organization>> id,
        String name,
        List<DeclaredApiKey> apiKeys,
        List<DeclaredProject> projects) {
    /** Copies the lists. */
    public DeclaredOrganization {
        apiKeys = List.copyOf(apiKeys);
        projects = List.copyOf(projects);
    }
}
