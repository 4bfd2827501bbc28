package io.snapferry.server.atlas;

import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.http.Link;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of an access list on the wire.
 *
 * @param cidrBlock always there
 * @param ipAddress there when the block has just this one
 */
record AccessListAnswer(String cidrBlock, Instant created, Optional<String> ipAddress, List<Link> links) {

    /** @param listUrl see {@link #url} */
    static AccessListAnswer of(AccessLists.Entry entry, String listUrl) {
        Optional<String> address = addressOf(entry);
        String name = address.orElse(entry.range().toString().replace('/', '-'));
        return new AccessListAnswer(
                entry.range().toString(), entry.createdAt(), address, List.of(new Link(listUrl + "/" + name, "self")));
    }

    /** Where a key's list is. */
    static String url(String root, ApiKey key) {
        return new ApiKeyUrl(root, key.organization()).of(key) + "/accessList";
    }

    static Optional<String> addressOf(AccessLists.Entry entry) {
        return Optional.of(entry.range())
                .filter(range -> range.isSingle())
                .map(range -> range.network().getHostAddress());
    }
}
