package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiException;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells which role of AWS the server may take. From then on buckets can be reached through it. */
final class AuthorizeRole implements ProjectOperation {
    private static final int MAX_ARN_LENGTH = 2048;
    private static final String ARN_FORM = "arn:aws[a-z-]*:iam::[0-9]{12}:role/[!-~]+";
    private static final Pattern ARN = Pattern.compile(ARN_FORM);

    private static final Schema.Fields BODY = Schema.object(
            "AccessRoleUpdate",
            Property.required("providerName", Schema.choice(AccessRoleAnswer.PROVIDER)),
            Property.required(
                    "iamAssumedRoleArn",
                    Schema.text().matching(ARN_FORM).ofLength(1, MAX_ARN_LENGTH),
                    "the role of AWS"));

    private final Route route;
    private final AccessRoles roles;
    private final Destinations destinations;
    private final RoleViews views;
    private final Clock clock;

    AuthorizeRole(String base, AccessRoles roles, Destinations destinations, RoleViews views, Clock clock) {
        this.route = Route.patch(base + "/groups/{groupId}/cloudProviderAccess/{roleId}");
        this.roles = roles;
        this.destinations = destinations;
        this.views = views;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.OWN_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "authorizeAccessRole", Tag.ACCESS_ROLES, "Tells which role of AWS the server may take")
                .body(BODY)
                .answers(AccessRoleAnswer.class)
                .errors(ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        Id<StoreAccess> id = request.id("roleId");
        JsonBody body = request.body(BODY);
        body.choice("providerName", List.of(AccessRoleAnswer.PROVIDER));
        String arn = body.text("iamAssumedRoleArn");
        if (arn.length() > MAX_ARN_LENGTH || !ARN.matcher(arn).matches()) {
            throw body.invalid("iamAssumedRoleArn", "expected arn:aws:iam::<12 digits>:role/<name>");
        }
        AccessRole role = roles.find(project.id(), id).orElseThrow(() -> notARole(project, id));
        destinations.putStoreAccess(new StoreAccess(
                id,
                project.id(),
                "role " + id,
                assuming(arn, role),
                clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        return Answer.ok(views.one(project, id));
    }

    private ApiException notARole(Project project, Id<StoreAccess> id) {
        return destinations.storeAccess(project.id(), id).isPresent()
                ? ApiErrorCode.INVALID_PATH_PARAMETER.with(
                        "roleId", "it is a store access with credentials of its own, which needs no role")
                : ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND.with(id, project.id());
    }

    private static StoreSettings assuming(String arn, AccessRole role) {
        return new StoreSettings.S3(
                Optional.empty(),
                Optional.empty(),
                false,
                new StoreSettings.Credentials.AssumeRole(
                        arn,
                        Optional.of(role.externalId().toString()),
                        Optional.empty(),
                        new StoreSettings.Credentials.Default()),
                new StoreSettings.Encryption.BucketDefault(),
                false);
    }
}
