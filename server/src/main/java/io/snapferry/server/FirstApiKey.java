package io.snapferry.server;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way into a new server: without any API key nobody could make one. An organization with an owner's key is made, and
 * the key is written to a file that only the owner of the process can read; it is never logged or printed.
 */
final class FirstApiKey {
    static final String FILE_NAME = "first-api-key.json";

    private static final String ORGANIZATION_NAME = "My Organization";

    private FirstApiKey() {}

    /** @return the file, when a key was made */
    static Optional<Path> ensure(Tenants tenants, Path dataDirectory, Instant now) throws IOException {
        if (tenants.hasApiKeys()) {
            return Optional.empty();
        }
        Organization organization = new Organization(Id.next(now), ORGANIZATION_NAME);
        NewApiKey made = NewApiKey.make(
                organization.id(),
                "made at the first start",
                List.of(new RoleGrant.InOrganization(Role.ORG_OWNER, organization.id())),
                now);
        // the file first: a key in the catalog that nobody can read would lock everybody out
        Path file = PrivateFile.write(dataDirectory, FILE_NAME, """
                {"organizationId":"%s","publicKey":"%s","privateKey":"%s"}
                """.formatted(
                        organization.id(), made.key().publicKey(), made.privateKey())
                .getBytes(StandardCharsets.UTF_8));
        if (!tenants.putFirstApiKey(organization, made.key())) {
            Files.delete(file);
            return Optional.empty();
        }
        return Optional.of(file);
    }
}
