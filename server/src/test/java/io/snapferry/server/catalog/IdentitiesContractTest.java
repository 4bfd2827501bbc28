package io.snapferry.server.catalog;

import static io.snapferry.server.catalog.Tenancy.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about service accounts, their tokens and access lists. */
public abstract class IdentitiesContractTest {
    private static final Page.Request ALL = Page.Request.FIRST;

    protected Catalog catalog;
    private Tenancy tenancy;

    /** A new, empty catalog. */
    protected abstract Catalog create() throws Exception;

    @BeforeEach
    void createCatalog() throws Exception {
        catalog = create();
        tenancy = Tenancy.in(catalog, "mySbx");
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    private ServiceAccount account(String name) {
        return new ServiceAccount(
                Id.next(NOW),
                tenancy.organization().id(),
                name,
                "for \"tests\" \u00e4\u4e16",
                List.of(
                        new RoleGrant.InOrganization(
                                Role.ORG_MEMBER, tenancy.organization().id()),
                        new RoleGrant.InProject(
                                Role.GROUP_OWNER, tenancy.project().id())),
                List.of(new ServiceAccount.Secret(Id.next(NOW), "ab".repeat(32), "wxyz", NOW, NOW.plusSeconds(3600))),
                NOW);
    }

    private ApiKey putKey() {
        ApiKey key = new ApiKey(
                Id.next(NOW),
                tenancy.organization().id(),
                "abcdefgh",
                DigestHashes.of("abcdefgh", "private"),
                "wxyz",
                "key",
                List.of());
        catalog.tenants().putApiKey(key);
        return key;
    }

    @Test
    void findsAnAccountAsItWasAdded() {
        ServiceAccount account = account("ci");
        catalog.serviceAccounts().add(account);
        catalog.serviceAccounts().add(account("other"));

        assertThat(catalog.serviceAccounts().find(account.id())).contains(account);
        assertThat(catalog.serviceAccounts().list(account.organization(), ALL).items())
                .hasSize(2)
                .contains(account);
        assertThat(catalog.serviceAccounts().list(Id.next(NOW), ALL).items()).isEmpty();
    }

    @Test
    void changesAndDeletesAnAccountOfItsOwnOrganizationOnly() {
        ServiceAccount account = account("ci");
        catalog.serviceAccounts().add(account);
        Id<Organization> other = Tenancy.in(catalog, "other").organization().id();

        assertThat(catalog.serviceAccounts().change(other, account.id(), now -> now.withSecrets(List.of())))
                .isEmpty();
        assertThat(catalog.serviceAccounts().delete(other, account.id())).isFalse();
        assertThat(catalog.serviceAccounts().find(account.id())).contains(account);

        catalog.serviceAccounts().change(account.organization(), account.id(), now -> now.withSecrets(List.of()));
        assertThat(catalog.serviceAccounts().find(account.id())).contains(account.withSecrets(List.of()));
        assertThat(catalog.serviceAccounts().delete(account.organization(), account.id()))
                .isTrue();
        assertThat(catalog.serviceAccounts().find(account.id())).isEmpty();
    }

    @Test
    void givesTheNewestSigningKeyAndForgetsOldOnes() {
        TokenRegistry registry = catalog.tokenRegistry();
        SigningKey old = new SigningKey(Id.next(NOW), "ab".repeat(32), NOW.minusSeconds(10));
        SigningKey fresh = new SigningKey(Id.next(NOW), "cd".repeat(32), NOW);
        assertThat(registry.newestKey()).isEmpty();
        registry.addKey(fresh);
        registry.addKey(old);

        assertThat(registry.newestKey()).contains(fresh);
        assertThat(registry.key(old.id())).contains(old);
        registry.forget(NOW, NOW);
        assertThat(registry.key(old.id())).isEmpty();
        assertThat(registry.key(fresh.id())).contains(fresh);
    }

    @Test
    void remembersARevokedTokenUntilItEnds() {
        TokenRegistry registry = catalog.tokenRegistry();
        registry.revoke("a", NOW.plusSeconds(10));
        registry.revoke("a", NOW.plusSeconds(10));

        assertThat(registry.isRevoked("a")).isTrue();
        assertThat(registry.isRevoked("b")).isFalse();
        registry.forget(NOW.plusSeconds(9), NOW);
        assertThat(registry.isRevoked("a")).isTrue();
        registry.forget(NOW.plusSeconds(10), NOW);
        assertThat(registry.isRevoked("a")).isFalse();
    }

    @Test
    void keepsAnAccessListOncePerRange() {
        ApiKey key = putKey();
        AccessLists.Entry v4 =
                new AccessLists.Entry(AddressRange.parse("192.0.2.0/24").orElseThrow(), NOW);
        AccessLists.Entry v6 =
                new AccessLists.Entry(AddressRange.parse("2001:db8::1/128").orElseThrow(), NOW);
        catalog.accessLists().add(key.id(), List.of(v6, v4, v4));
        catalog.accessLists().add(key.id(), List.of(new AccessLists.Entry(v4.range(), NOW.plus(Duration.ofDays(1)))));

        assertThat(catalog.accessLists().entries(key.id())).containsExactly(v4, v6);
        assertThat(catalog.accessLists().remove(key.id(), v4.range())).isTrue();
        assertThat(catalog.accessLists().remove(key.id(), v4.range())).isFalse();
        assertThat(catalog.accessLists().entries(key.id())).containsExactly(v6);
        assertThat(catalog.tenants().deleteApiKey(key.organization(), key.id())).isTrue();
    }

    @Test
    void changesAKeyOfItsOwnOrganizationOnlyAndBringsNoneBack() {
        ApiKey key = putKey();
        List<RoleGrant> grants = List.of(
                new RoleGrant.InProject(Role.GROUP_OWNER, tenancy.project().id()));
        Id<Organization> other = Tenancy.in(catalog, "other").organization().id();

        assertThat(catalog.tenants().changeApiKey(other, key.id(), now -> now.withGrants(grants)))
                .isEmpty();
        catalog.tenants().changeApiKey(key.organization(), key.id(), now -> now.withGrants(grants));
        assertThat(catalog.tenants().apiKey("abcdefgh")).contains(key.withGrants(grants));
        catalog.tenants().deleteApiKey(key.organization(), key.id());
        assertThat(catalog.tenants().changeApiKey(key.organization(), key.id(), now -> now.withGrants(grants)))
                .isEmpty();
        assertThat(catalog.tenants().apiKey("abcdefgh")).isEmpty();
    }
}
