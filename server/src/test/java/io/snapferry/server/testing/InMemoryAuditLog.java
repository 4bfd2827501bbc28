package io.snapferry.server.testing;

import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.AuditLog;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries by id. Thread-safe. */
public final class InMemoryAuditLog implements AuditLog {
    private static final Comparator<AuditEntry> NEWEST_FIRST = Comparator.comparing(AuditEntry::at)
            .reversed()
            .thenComparing(entry -> entry.id().hex());

    private final Map<Id<AuditEntry>, AuditEntry> entries = new LinkedHashMap<>();
    private boolean isBroken;

    /** From now on nothing can be written. */
    public synchronized void breakDown() {
        isBroken = true;
    }

    @Override
    public synchronized void put(AuditEntry entry) {
        if (isBroken) {
            throw new IllegalStateException("for the test: the audit log cannot be written");
        }
        entries.put(entry.id(), entry);
    }

    /** All of them, in the order in which they came. */
    public synchronized List<AuditEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized Page<AuditEntry> page(Id<Organization> organization, Filter filter, Page.Request page) {
        List<AuditEntry> matching = entries.values().stream()
                .filter(entry -> entry.organization().equals(Optional.of(organization)))
                .filter(entry ->
                        filter.operation().map(entry.operation()::equals).orElse(true))
                .filter(entry ->
                        filter.actor().map(entry.actor().name()::equals).orElse(true))
                .filter(entry -> filter.kind().map(entry.kind()::equals).orElse(true))
                .filter(entry -> filter.project().isEmpty() || filter.project().equals(entry.project()))
                .filter(entry ->
                        filter.from().map(from -> !entry.at().isBefore(from)).orElse(true))
                .filter(entry -> filter.until().map(entry.at()::isBefore).orElse(true))
                .sorted(NEWEST_FIRST)
                .toList();
        return InMemoryCatalog.page(matching, page);
    }

    @Override
    public synchronized void forgetBefore(Instant time) {
        entries.values().removeIf(entry -> entry.at().isBefore(time));
    }
}
