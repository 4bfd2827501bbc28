package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.Gate;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.Operation;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes a project in an organization of which the key is an owner. Its name is unique over all organizations. */
final class CreateProject implements Operation {
    private static final String TAKEN = "taken, and without meaning here";

    /** Regions, alerts and tags. */
    static final Property[] NOT_KEPT = {
        Property.optional("tags", Schema.emptyList(), "tags are not kept here"),
        Property.optional("withDefaultAlertsSettings", Schema.flag(), TAKEN)
    };

    private static final Schema.Fields BODY = Schema.object(
                    "ProjectRequest",
                    Property.required("name", DisplayName.SCHEMA),
                    Property.required("orgId", Schema.id()),
                    Property.optional("clusterCount", new Schema.Anything(), TAKEN),
                    Property.optional("created", new Schema.Anything(), TAKEN),
                    Property.optional("id", new Schema.Anything(), TAKEN),
                    Property.optional("regionUsageRestrictions", Schema.text(), TAKEN))
            .with("ProjectRequest", NOT_KEPT);

    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;
    private final Clock clock;

    CreateProject(AtlasApi api, Tenants tenants, Clock clock) {
        this.route = Route.post(api.base() + "/groups");
        this.api = api;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ANY_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createProject",
                        Tag.PROJECTS,
                        "Makes a project in an organization; its name is unique over all organizations")
                .body(BODY)
                .answers(201, ProjectAnswer.class)
                .errors(ApiErrorCode.ORG_NOT_FOUND, ApiErrorCode.GROUP_ALREADY_EXISTS);
    }

    @Override
    public Answer answer(ApiRequest request, Gate gate) {
        gate.anywhere(request, permission());
        JsonBody body = request.body(BODY);
        String name = DisplayName.of(body, "name");
        Id<Organization> organizationId = body.id("orgId");
        refuseWhatIsNotKept(body);
        Organization organization = gate.organization(request, organizationId, Permission.OWN_ORGANIZATION);
        Instant now = clock.instant();
        Project project = new Project(Id.next(now), organization.id(), name, now.truncatedTo(ChronoUnit.SECONDS));
        try {
            tenants.putProject(project);
        } catch (NameTakenException e) {
            throw ApiErrorCode.GROUP_ALREADY_EXISTS.with(name);
        }
        return Answer.created(ProjectAnswer.of(project, request, api, tenants));
    }

    /** Regions and alerts mean nothing here, whatever is asked; tags would be lost, so only none are taken. */
    static void refuseWhatIsNotKept(JsonBody body) {
        body.optionalText("regionUsageRestrictions");
        body.optionalFlag("withDefaultAlertsSettings");
        if (!body.isEmptyList("tags")) {
            throw body.invalid("tags", "tags are not kept here");
        }
    }
}
