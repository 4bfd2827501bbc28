package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.Optional;

/** Who did what. Thread-safe; every write is durable when its method returns. */
public interface AuditLog {

    /** Keeps an entry; one with the same id is replaced. */
    void put(AuditEntry entry);

    /** Entries that concern an organization, newest first. */
    Page<AuditEntry> page(Id<Organization> organization, Filter filter, Page.Request page);

    /** Forgets entries that are older. */
    void forgetBefore(Instant time);

    /**
     * Which entries are wanted; each part that is there narrows.
     *
     * @param operation its id
     * @param actor public key or client id
     * @param kind why they are kept
     * @param from not before this
     * @param until before this
     */
    record Filter(
            Optional<String> operation,
            Optional<String> actor,
            Optional<AuditEntry.Kind> kind,
            Optional<Id<Project>> project,
            Optional<Instant> from,
            Optional<Instant> until) {
        /** All of them. */
        public static final Filter ALL = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
