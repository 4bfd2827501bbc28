package io.snapferry.server.config;

import io.snapferry.server.catalog.Role;
import java.util.List;

/**
 * A key of the configuration file.
 *
 * @param key where it stands, for messages
 * @param publicKey unique in the file
 * @param privateKey at least 8 characters
 * @param description for people, may be empty
 * @param roles at least one; of organizations or of projects, after where the key stands
 */
public record DeclaredApiKey(String key, String publicKey, Secret privateKey, String description, List<Role> roles) {
    /** Copies the roles. */
    public DeclaredApiKey {
        roles = List.copyOf(roles);
    }
}
