package io.snapferry.server.auth;

import static io.snapferry.server.catalog.Role.GROUP_BACKUP_CREATOR;
import static io.snapferry.server.catalog.Role.GROUP_BACKUP_EXPORT_OPERATOR;
import static io.snapferry.server.catalog.Role.GROUP_BACKUP_MANAGER;
import static io.snapferry.server.catalog.Role.GROUP_BACKUP_RECOVERY_OPERATOR;
import static io.snapferry.server.catalog.Role.GROUP_OWNER;
import static io.snapferry.server.catalog.Role.GROUP_READ_ONLY;
import static io.snapferry.server.catalog.Role.ORG_MEMBER;
import static io.snapferry.server.catalog.Role.ORG_OWNER;
import static io.snapferry.server.catalog.Role.ORG_READ_ONLY;

import io.snapferry.server.catalog.Role;
import java.util.Collections;
import java.util.Set;

/** What an operation asks of the key or service account that sends the request: one of its roles, in the organization or project concerned. */
public enum Permission {
    /** Not even a sign-in. */
    ANYONE,
    /** Any key or service account; the answer shows only what it may see. */
    ANY_KEY,
    /** Own some organization. */
    OWN_ANY_ORGANIZATION,
    /** See all of some organization. */
    READ_ANY_ORGANIZATION,
    /** See the organization and the keys that it has. */
    SEE_ORGANIZATION,
    /** See all of the organization. */
    READ_ORGANIZATION,
    /** Change the organization. */
    OWN_ORGANIZATION,
    /** See the project and all its backups. */
    READ_PROJECT,
    /** Take snapshots. */
    TAKE_SNAPSHOTS,
    /** Start exports. */
    EXPORT,
    /** Change snapshots and export buckets. */
    MANAGE_BACKUPS,
    /** Change the project, and name paths on the server's disk and credentials of stores. */
    OWN_PROJECT;

    /** Any one of these is enough; empty for {@link #ANYONE} and {@link #ANY_KEY}. */
    public Set<Role> roles() {
        return switch (this) {
            case ANYONE, ANY_KEY -> Set.of();
            case OWN_ANY_ORGANIZATION, OWN_ORGANIZATION -> Set.of(ORG_OWNER);
            case SEE_ORGANIZATION -> Set.of(ORG_OWNER, ORG_READ_ONLY, ORG_MEMBER);
            case READ_ANY_ORGANIZATION, READ_ORGANIZATION -> Set.of(ORG_OWNER, ORG_READ_ONLY);
            case READ_PROJECT ->
                Set.of(
                        ORG_OWNER,
                        ORG_READ_ONLY,
                        GROUP_OWNER,
                        GROUP_READ_ONLY,
                        GROUP_BACKUP_MANAGER,
                        GROUP_BACKUP_CREATOR,
                        GROUP_BACKUP_EXPORT_OPERATOR,
                        GROUP_BACKUP_RECOVERY_OPERATOR);
            case TAKE_SNAPSHOTS -> Set.of(ORG_OWNER, GROUP_OWNER, GROUP_BACKUP_MANAGER, GROUP_BACKUP_CREATOR);
            case EXPORT -> Set.of(ORG_OWNER, GROUP_OWNER, GROUP_BACKUP_MANAGER, GROUP_BACKUP_EXPORT_OPERATOR);
            case MANAGE_BACKUPS -> Set.of(ORG_OWNER, GROUP_OWNER, GROUP_BACKUP_MANAGER);
            case OWN_PROJECT -> Set.of(ORG_OWNER, GROUP_OWNER);
        };
    }

    /** Whether one of the held roles is enough. */
    public boolean isGivenBy(Set<Role> held) {
        return !Collections.disjoint(roles(), held);
    }
}
