package io.snapferry.server;

import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.DigestHa1;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.catalog.Tenants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The way into a new server: without any API key nobody could make one. An organization with an owner's key is made, and
 * the key is written to a file that only the owner of the process can read; it is never logged or printed.
 */
final class FirstApiKey {
    static final String FILE_NAME = "first-api-key.json";

    private static final String ORGANIZATION_NAME = "My Organization";
    private static final int PUBLIC_KEY_LENGTH = 8;
    private static final int SUFFIX_LENGTH = 4;

    private FirstApiKey() {}

    /** @return the file, when a key was made */
    static Optional<Path> ensure(Tenants tenants, Path dataDirectory, Instant now) throws IOException {
        if (tenants.hasApiKeys()) {
            return Optional.empty();
        }
        Organization organization = new Organization(Id.next(now), ORGANIZATION_NAME);
        String publicKey = new SecureRandom()
                .ints(PUBLIC_KEY_LENGTH, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String privateKey = UUID.randomUUID().toString();
        Path file = dataDirectory.resolve(FILE_NAME);
        PrivateFile.write(
                file, """
                {"organizationId":"%s","publicKey":"%s","privateKey":"%s"}
                """.formatted(organization.id(), publicKey, privateKey).getBytes(StandardCharsets.UTF_8));
        tenants.putOrganization(organization);
        tenants.putApiKey(new ApiKey(
                Id.next(now),
                organization.id(),
                publicKey,
                DigestHa1.hex(publicKey, privateKey),
                privateKey.substring(privateKey.length() - SUFFIX_LENGTH),
                "made at the first start",
                List.of(new RoleGrant.InOrganization(Role.ORG_OWNER, organization.id()))));
        return Optional.of(file);
    }
}
