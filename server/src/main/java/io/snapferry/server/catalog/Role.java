package io.snapferry.server.catalog;

/** Roles as Atlas names them. A key or service account has them in an organization or in a project. */
public enum Role {
    /** Everything in the organization and in all its projects. */
    ORG_OWNER,
    /** Reads the organization and all its projects. */
    ORG_READ_ONLY,
    /** Is a member of the organization and sees nothing but its name. */
    ORG_MEMBER,
    /** Everything in the project. */
    GROUP_OWNER,
    /** Reads the project. */
    GROUP_READ_ONLY,
    /** Reads and changes snapshots, buckets, schedules and exports of the project. */
    GROUP_BACKUP_MANAGER,
    /** Takes snapshots in the project. */
    GROUP_BACKUP_CREATOR,
    /** Starts exports in the project. */
    GROUP_BACKUP_EXPORT_OPERATOR,
    /** Reads the project's snapshots; what it may do more in Atlas, restoring in place, there is not here. */
    GROUP_BACKUP_RECOVERY_OPERATOR;

    /** Whether the role is given in an organization rather than in a project. */
    public boolean isOfOrganization() {
        return this == ORG_OWNER || this == ORG_READ_ONLY || this == ORG_MEMBER;
    }
}
