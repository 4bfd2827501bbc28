package io.snapferry.server.own;

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
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.OrganizationOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes a project in an organization. Its name is unique over all organizations, as in Atlas. */
final class CreateProject implements OrganizationOperation {
    private static final Schema.Fields BODY =
            Schema.object("OwnProjectRequest", Property.required("name", DisplayName.SCHEMA));

    private final Tenants tenants;
    private final Clock clock;

    CreateProject(Tenants tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post(OwnApi.BASE + "/orgs/{orgId}/groups");
    }

    @Override
    public Permission permission() {
        return Permission.OWN_ORGANIZATION;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "createProject",
                        Tag.PROJECTS,
                        "Makes a project in an organization; its name is unique over all organizations")
                .body(BODY)
                .answers(201, ProjectAnswer.class)
                .errors(ApiErrorCode.GROUP_ALREADY_EXISTS);
    }

    @Override
    public Answer answer(ApiRequest request, Organization organization) {
        String name = DisplayName.of(request.body(BODY), "name");
        Instant now = clock.instant();
        Project project = new Project(Id.next(now), organization.id(), name, now.truncatedTo(ChronoUnit.SECONDS));
        try {
            tenants.putProject(project);
        } catch (NameTakenException e) {
            throw ApiErrorCode.GROUP_ALREADY_EXISTS.with(name);
        }
        return Answer.created(ProjectAnswer.of(project));
    }
}
