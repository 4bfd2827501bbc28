package io.snapferry.server.own;

import io.snapferry.server.catalog.AuditEntry;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.schema.Wire;
import java.time.Instant;
import java.util.Optional;

/** An entry of the audit log on the wire. */
record AuditEntryAnswer(
        @Wire("public key or client id; of UNKNOWN what was claimed")
        String actor,

        Optional<String> actorId,
        AuditEntry.ActorKind actorKind,
        String address,
        Instant createdAt,
        Optional<String> errorCode,
        Optional<Id<Project>> groupId,
        Id<AuditEntry> id,
        AuditEntry.Kind kind,
        String method,

        @Wire("its id in the API's description, empty when the request did not get so far")
        String operation,

        Optional<Id<Organization>> orgId,
        String path,
        String requestId,

        @Wire("of the answer; absent while there is none, and for ever when the server died before it answered")
        Optional<Integer> status,

        @Wire("id or name of what was changed or made") Optional<String> target) {

    static AuditEntryAnswer of(AuditEntry entry) {
        return new AuditEntryAnswer(
                entry.actor().name(),
                entry.actor().id(),
                entry.actor().kind(),
                entry.address(),
                entry.at(),
                entry.errorCode(),
                entry.project(),
                entry.id(),
                entry.kind(),
                entry.method(),
                entry.operation(),
                entry.organization(),
                entry.path(),
                entry.requestId(),
                entry.status(),
                entry.target());
    }
}
