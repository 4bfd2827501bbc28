package io.snapferry.server.testing;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AddressRange;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.ServiceAccount;
import io.snapferry.server.catalog.ServiceAccounts;
import io.snapferry.server.catalog.SigningKey;
import io.snapferry.server.catalog.TokenRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Service accounts, what tokens need, and access lists, in maps. */
final class InMemoryIdentities implements ServiceAccounts, TokenRegistry, AccessLists {
    private final Map<String, ServiceAccount> accounts = new TreeMap<>();
    private final Map<String, SigningKey> keys = new TreeMap<>();
    private final Map<String, Instant> revoked = new HashMap<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();

    @Override
    public synchronized void add(ServiceAccount account) {
        accounts.put(account.id().hex(), account);
    }

    @Override
    public synchronized Optional<ServiceAccount> find(Id<ServiceAccount> id) {
        return Optional.ofNullable(accounts.get(id.hex()));
    }

    @Override
    public synchronized Page<ServiceAccount> list(Id<Organization> organization, Page.Request page) {
        return InMemoryCatalog.page(
                accounts.values().stream()
                        .filter(account -> account.organization().equals(organization))
                        .toList(),
                page);
    }

    @Override
    public synchronized Optional<ServiceAccount> change(
            Id<Organization> organization, Id<ServiceAccount> id, UnaryOperator<ServiceAccount> change) {
        Optional<ServiceAccount> changed = find(id).filter(
                        account -> account.organization().equals(organization))
                .map(change);
        changed.ifPresent(this::add);
        return changed;
    }

    @Override
    public synchronized boolean delete(Id<Organization> organization, Id<ServiceAccount> id) {
        return accounts.values()
                .removeIf(account ->
                        account.id().equals(id) && account.organization().equals(organization));
    }

    @Override
    public synchronized void addKey(SigningKey key) {
        keys.put(key.id().hex(), key);
    }

    @Override
    public synchronized Optional<SigningKey> key(Id<SigningKey> id) {
        return Optional.ofNullable(keys.get(id.hex()));
    }

    @Override
    public synchronized Optional<SigningKey> newestKey() {
        return keys.values().stream().max(Comparator.comparing(SigningKey::createdAt));
    }

    @Override
    public synchronized void revoke(String tokenId, Instant expiresAt) {
        revoked.putIfAbsent(tokenId, expiresAt);
    }

    @Override
    public synchronized boolean isRevoked(String tokenId) {
        return revoked.containsKey(tokenId);
    }

    @Override
    public synchronized void forget(Instant now, Instant keysBefore) {
        revoked.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
        keys.values().removeIf(key -> key.createdAt().isBefore(keysBefore));
    }

    @Override
    public synchronized void add(Id<ApiKey> key, Collection<Entry> added) {
        List<Entry> list = entries.computeIfAbsent(key.hex(), absent -> new ArrayList<>());
        for (Entry entry : added) {
            if (list.stream().noneMatch(old -> old.range().equals(entry.range()))) {
                list.add(entry);
            }
        }
        list.sort(Comparator.comparing(Entry::createdAt)
                .thenComparing(entry -> entry.range().toString()));
    }

    @Override
    public synchronized List<Entry> entries(Id<ApiKey> key) {
        return List.copyOf(entries.getOrDefault(key.hex(), List.of()));
    }

    @Override
    public synchronized boolean remove(Id<ApiKey> key, AddressRange range) {
        return entries.getOrDefault(key.hex(), new ArrayList<>())
                .removeIf(entry -> entry.range().equals(range));
    }
}
