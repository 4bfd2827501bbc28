package io.snapferry.server.catalog;

import java.util.List;

/** Somebody who can sign in: a programmatic API key or a service account. */
public sealed interface Identity permits ApiKey, ServiceAccount {
    /** Unique among those of its kind. */
    Id<? extends Identity> id();

    /** What it signs in with: public key or client id. */
    String signInName();

    /** Owns it. */
    Id<Organization> organization();

    /** What it may do. */
    List<RoleGrant> grants();
}
