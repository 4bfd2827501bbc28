package io.snapferry.server.atlas;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Role;
import io.snapferry.server.catalog.RoleGrant;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The attribute {@code roles} of a request: names of roles, all in the organization or project of the path. A role that this
 * server does not know is refused; granting it would promise something.
 */
final class GrantedRoles {
    private static final String ATTRIBUTE = "roles";

    private GrantedRoles() {}

    static final Property OF_ORGANIZATION = property(Role::isOfOrganization);
    static final Property OF_PROJECT = property(role -> !role.isOfOrganization());

    private static Property property(Predicate<Role> isPossible) {
        List<String> names = possible(isPossible);
        return Property.required(ATTRIBUTE, Schema.listOf(Schema.choice(names)).upTo(names.size()), "one or more");
    }

    private static List<String> possible(Predicate<Role> isPossible) {
        return Stream.of(Role.values()).filter(isPossible).map(Role::name).toList();
    }

    static List<RoleGrant> inOrganization(JsonBody body, Id<Organization> organization) {
        return roles(body, Role::isOfOrganization)
                .<RoleGrant>map(role -> new RoleGrant.InOrganization(role, organization))
                .toList();
    }

    static List<RoleGrant> inProject(JsonBody body, Id<Project> project) {
        return roles(body, role -> !role.isOfOrganization())
                .<RoleGrant>map(role -> new RoleGrant.InProject(role, project))
                .toList();
    }

    private static Stream<Role> roles(JsonBody body, Predicate<Role> isPossible) {
        List<String> names = body.choices(ATTRIBUTE, possible(isPossible));
        if (names.isEmpty()) {
            throw ApiErrorCode.MISSING_ATTRIBUTE.with(ATTRIBUTE);
        }
        return names.stream().distinct().map(Role::valueOf);
    }
}
