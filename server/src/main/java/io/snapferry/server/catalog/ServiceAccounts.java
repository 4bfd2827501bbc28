package io.snapferry.server.catalog;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Service accounts. Thread-safe; every write is durable when its method returns. */
public interface ServiceAccounts {

    /** Adds an account with a new id. */
    void add(ServiceAccount account);

    Optional<ServiceAccount> find(Id<ServiceAccount> id);

    /** Ordered by id. */
    Page<ServiceAccount> list(Id<Organization> organization, Page.Request page);

    /**
     * Changes an account of the organization, in one step with reading it.
     *
     * @param change from the account as it is to the account as it shall be; must keep id and organization
     * @return the changed account; empty when the organization has none with this id
     */
    Optional<ServiceAccount> change(
            Id<Organization> organization, Id<ServiceAccount> id, UnaryOperator<ServiceAccount> change);

    /** @return whether there was such an account in the organization */
    boolean delete(Id<Organization> organization, Id<ServiceAccount> id);
}
