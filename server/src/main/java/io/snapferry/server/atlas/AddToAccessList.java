package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.AddressRange;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.network.AddressBlock;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Adds addresses from which a key may be used. The first one ends that it may be used from anywhere. Answers with the whole
 * list, as Atlas does.
 */
final class AddToAccessList implements OrganizationOperation {
    /** They are read at every request of the key. */
    private static final int MAX_ENTRIES = 200;

    private static final Schema.Fields ENTRY = Schema.object(
            "AccessListEntryRequest",
            Property.optional("cidrBlock", Schema.text(), "a range, for example 192.0.2.0/24; either it or ipAddress"),
            Property.optional("ipAddress", Schema.text(), "a single address, IPv4 or IPv6"));

    private final String base;
    private final Tenants tenants;
    private final AccessLists accessLists;
    private final Clock clock;

    AddToAccessList(String base, Tenants tenants, AccessLists accessLists, Clock clock) {
        this.base = base;
        this.tenants = tenants;
        this.accessLists = accessLists;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(base + "/orgs/{orgId}/apiKeys/{apiUserId}/accessList");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "addToAccessList",
                        Tag.ACCESS_LISTS,
                        "Adds addresses from which a key may be used; answers with the whole list")
                .body(Schema.listOf(ENTRY).upTo(MAX_ENTRIES))
                .answersPageOf(AccessListAnswer.class)
                .errors(ApiErrorCode.API_KEY_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<AccessLists.Entry> added = request.bodies(MAX_ENTRIES, ENTRY).stream()
                .map(body -> new AccessLists.Entry(rangeOf(body), now))
                .toList();
        ApiKey key = KeyOfPath.find(request, tenants, organization);
        if (accessLists.entries(key.id()).size() + added.size() > MAX_ENTRIES) {
            throw ApiErrorCode.INVALID_JSON.with("the access list would have more than " + MAX_ENTRIES + " entries");
        }
        accessLists.add(key.id(), added);
        String url = AccessListAnswer.url(request.origin() + base, key);
        return request.page().answer(accessLists.entries(key.id()), entry -> AccessListAnswer.of(entry, url));
    }

    private static AddressRange rangeOf(JsonBody body) {
        Optional<String> block = body.optionalText("cidrBlock");
        Optional<String> address = body.optionalText("ipAddress");
        if (block.isPresent() && address.isPresent()) {
            throw body.invalid("cidrBlock", "it and ipAddress are given, expected one of them");
        }
        if (block.isPresent()) {
            return AddressRange.parse(block.get())
                    .orElseThrow(() -> body.invalid("cidrBlock", "expected an address, a slash and a length"));
        }
        return AddressBlock.address(body.text("ipAddress"))
                .map(AddressRange::of)
                .orElseThrow(() -> body.invalid("ipAddress", "expected an IPv4 or IPv6 address"));
    }
}
