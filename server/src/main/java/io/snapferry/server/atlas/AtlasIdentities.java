package io.snapferry.server.atlas;

import io.snapferry.server.auth.AccessTokenIssuer;
import io.snapferry.server.auth.ClientCredentials;
import io.snapferry.server.auth.FailedSignIns;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.Versioned;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The operations about who asks: organizations, API keys and their access lists, service accounts and their tokens. */
public final class AtlasIdentities {
    private static final String BASE_V1 = "/api/atlas/v1.0";
    private static final String BASE_V2 = "/api/atlas/v2";

    private AtlasIdentities() {}

    /** All of them. */
    public static List<Operation> operations(Catalog catalog, Clock clock, FailedSignIns failures) {
        Stream<Operation> inBoth =
                inBoth(BASE_V2, catalog, clock).map(operation -> (Operation) Versioned.since("2023-01-01", operation));
        Stream<Operation> newer = Stream.of(
                Versioned.since("2023-11-15", new GetControlPlaneAddresses(BASE_V2)),
                Versioned.since("2024-08-05", new ListServiceAccounts(BASE_V2, catalog.serviceAccounts())),
                Versioned.since("2024-08-05", new CreateServiceAccount(BASE_V2, catalog.serviceAccounts(), clock)),
                Versioned.since("2024-08-05", new GetServiceAccount(BASE_V2, catalog.serviceAccounts())),
                Versioned.since("2024-08-05", new DeleteServiceAccount(BASE_V2, catalog.serviceAccounts())),
                Versioned.since("2024-08-05", new CreateSecret(BASE_V2, catalog.serviceAccounts(), clock)),
                Versioned.since("2024-08-05", new DeleteSecret(BASE_V2, catalog.serviceAccounts())));
        ClientCredentials credentials = new ClientCredentials(catalog, clock, failures);
        Stream<Operation> tokens = Stream.of(
                new CreateToken(credentials, new AccessTokenIssuer(catalog.tokenRegistry(), clock)),
                new RevokeToken(credentials));
        return Stream.of(inBoth(BASE_V1, catalog, clock), inBoth, newer, tokens)
                .flatMap(operations -> operations)
                .toList();
    }

    private static Stream<Operation> inBoth(String base, Catalog catalog, Clock clock) {
        return Stream.of(
                new GetSystemStatus(base, catalog.accessLists()),
                new ListOrganizations(base, catalog.tenants()),
                new GetOrganization(base),
                new RenameOrganization(base, catalog.tenants()),
                new ListApiKeys(base, catalog.tenants()),
                new CreateApiKey(base, catalog.tenants(), clock),
                new GetApiKey(base, catalog.tenants()),
                new UpdateApiKey(base, catalog.tenants()),
                new DeleteApiKey(base, catalog.tenants()),
                new ListProjectApiKeys(base, catalog.tenants()),
                new CreateProjectApiKey(base, catalog.tenants(), clock),
                new AssignApiKey(base, catalog.tenants()),
                new ListAccessList(base, catalog.tenants(), catalog.accessLists()),
                new AddToAccessList(base, catalog.tenants(), catalog.accessLists(), clock),
                new RemoveFromAccessList(base, catalog.tenants(), catalog.accessLists()));
    }
}
