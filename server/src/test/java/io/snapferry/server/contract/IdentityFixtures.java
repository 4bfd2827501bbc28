package io.snapferry.server.contract;

import static java.util.Map.entry;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.testing.TestServer;
import java.util.List;
import java.util.Map;

/** Those of API keys, their access lists, and service accounts. */
final class IdentityFixtures {
    private static final Fixture CREATE_KEY =
            Fixture.sending(situation -> "{\"desc\":\"nightly\",\"roles\":[\"ORG_MEMBER\"]}");
    private static final Fixture CREATE_PROJECT_KEY =
            Fixture.sending(situation -> "{\"desc\":\"nightly\",\"roles\":[\"GROUP_READ_ONLY\"]}");
    private static final Fixture NAME_KEY = Fixture.after(IdentityFixtures::nameKey);
    private static final Fixture UPDATE_KEY = new Fixture(
            IdentityFixtures::nameKey, situation -> "{\"desc\":\"other\",\"roles\":[\"ORG_READ_ONLY\"]}", 0);
    private static final Fixture ASSIGN_KEY =
            new Fixture(IdentityFixtures::nameKey, situation -> "[{\"roles\":[\"GROUP_READ_ONLY\"]}]", 0);
    private static final Fixture ADD_TO_ACCESS_LIST = new Fixture(
            IdentityFixtures::nameKey,
            situation -> "[{\"cidrBlock\":\"10.0.0.0/8\"},{\"ipAddress\":\"192.0.2.7\"}]",
            0);
    private static final Fixture CREATE_ACCOUNT = Fixture.sending(
            situation ->
                    "{\"description\":\"terraform\",\"name\":\"tf\",\"roles\":[\"ORG_MEMBER\"],\"secretExpiresAfterHours\":24}");

    static final Map<String, Fixture> ALL = Map.ofEntries(
            entry("createOneOrganizationApiKey", CREATE_KEY),
            entry("createOrgApiKey", CREATE_KEY),
            entry("returnOneOrganizationApiKey", NAME_KEY),
            entry("getOrgApiKey", NAME_KEY),
            entry("updateOneOrganizationApiKey", UPDATE_KEY),
            entry("renameOneOrganization", Fixture.sending(situation -> "{\"name\":\"Renamed\"}")),
            entry("removeOneOrganizationApiKey", NAME_KEY),
            entry("createAndAssignOneOrganizationApiKeyToOneProject", CREATE_PROJECT_KEY),
            entry("createGroupApiKey", CREATE_PROJECT_KEY),
            entry("addGroupApiKey", ASSIGN_KEY),
            entry("returnAllAccessListEntriesForOneOrganizationApiKey", NAME_KEY),
            entry("listOrgApiKeyAccessListEntries", NAME_KEY),
            entry("createAccessListEntriesForOneOrganizationApiKey", ADD_TO_ACCESS_LIST),
            entry("createOrgApiKeyAccessListEntry", ADD_TO_ACCESS_LIST),
            entry("createOrgServiceAccount", CREATE_ACCOUNT));

    private IdentityFixtures() {}

    private static void nameKey(Situation situation) {
        ApiKey key = NewApiKey.put(
                        situation.server().catalog.tenants(),
                        new Id<>(TestServer.ORGANIZATION),
                        "nightly",
                        List.of(new RoleGrant.InOrganization(Role.ORG_MEMBER, new Id<>(TestServer.ORGANIZATION))),
                        TestServer.NOW)
                .key();
        situation.parameters().put("apiUserId", key.id().hex());
    }
}
