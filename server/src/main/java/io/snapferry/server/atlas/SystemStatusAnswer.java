package io.snapferry.server.atlas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.snapferry.server.catalog.AccessLists;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.Link;
import java.util.List;
import java.util.Optional;

/**
 * That the API answers, and who asks.
 *
 * @param apiKey null for a service account, which is none: the specification wants the attribute
 * @param appName what clients compare with
 * @param build of Atlas 40 digits of a commit; here zeros, since clients need the form and it tells strangers nothing
 * @param throttling whether requests are held back now
 */
record SystemStatusAnswer(
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<KeyAnswer> apiKey,
        String appName,
        String build,
        List<Link> links,
        boolean throttling) {
    private static final String NO_COMMIT = "0".repeat(40);

    record KeyAnswer(List<EntryAnswer> accessList, Id<ApiKey> id, String publicKey, List<RoleAnswer> roles) {}

    /** @param ipAddress null when the block has several: the specification wants the attribute */
    record EntryAnswer(
            String cidrBlock,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> ipAddress) {}

    static SystemStatusAnswer of(ApiRequest request, AccessLists accessLists) {
        Optional<KeyAnswer> key = Optional.of(request.principal().identity())
                .filter(ApiKey.class::isInstance)
                .map(ApiKey.class::cast)
                .map(found -> new KeyAnswer(
                        accessLists.entries(found.id()).stream()
                                .map(entry ->
                                        new EntryAnswer(entry.range().toString(), AccessListAnswer.addressOf(entry)))
                                .toList(),
                        found.id(),
                        found.publicKey(),
                        RoleAnswer.allOf(found)));
        return new SystemStatusAnswer(key, "MongoDB Atlas", NO_COMMIT, List.of(new Link(request.url(), "self")), false);
    }
}
