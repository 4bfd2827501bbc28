package io.snapferry.server.atlas;

import io.snapferry.server.auth.NewApiKey;
import io.snapferry.server.catalog.ApiKey;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Link;
import java.util.List;

/**
 * An API key on the wire.
 *
 * @param privateKey whole in the answer to the request that made the key, masked ever after
 */
record ApiKeyAnswer(
        String desc, Id<ApiKey> id, List<Link> links, String privateKey, String publicKey, List<RoleAnswer> roles) {

    static ApiKeyAnswer of(NewApiKey made, ApiKeyUrl url) {
        return of(made.key(), made.privateKey(), RoleAnswer.allOf(made.key()), url);
    }

    /** Atlas shows twelve characters of a key's end; the catalog keeps four. */
    static ApiKeyAnswer masked(ApiKey key, ApiKeyUrl url) {
        return of(key, mask(key), RoleAnswer.allOf(key), url);
    }

    /** As somebody sees it who may only see the project: without its roles elsewhere. */
    static ApiKeyAnswer inProject(ApiKey key, Id<Project> project, ApiKeyUrl url) {
        List<RoleAnswer> here = RoleAnswer.allOf(key).stream()
                .filter(role -> role.groupId().filter(project::equals).isPresent())
                .toList();
        return of(key, mask(key), here, url);
    }

    private static String mask(ApiKey key) {
        return "********-****-****-********" + key.privateKeySuffix();
    }

    private static ApiKeyAnswer of(ApiKey key, String privateKey, List<RoleAnswer> roles, ApiKeyUrl url) {
        return new ApiKeyAnswer(
                key.description(),
                key.id(),
                List.of(new Link(url.of(key), "self")),
                privateKey,
                key.publicKey(),
                roles);
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "ApiKeyAnswer[" + publicKey + "]";
    }
}
