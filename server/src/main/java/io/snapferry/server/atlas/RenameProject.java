package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.NameTakenException;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.Tenants;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;

/** Gives a project another name. */
final class RenameProject implements ProjectOperation {
    private static final Schema.Fields BODY = Schema.object(
                    "ProjectUpdate", Property.optional("name", DisplayName.SCHEMA))
            .with("ProjectUpdate", CreateProject.NOT_KEPT);

    private final Route route;
    private final AtlasApi api;
    private final Tenants tenants;

    RenameProject(AtlasApi api, Tenants tenants) {
        this.route = Route.patch(api.base() + "/groups/{groupId}");
        this.api = api;
        this.tenants = tenants;
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
        return OperationDescription.of("renameProject", Tag.PROJECTS, "Gives a project another name")
                .body(BODY)
                .answers(ProjectAnswer.class)
                .errors(ApiErrorCode.GROUP_ALREADY_EXISTS);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        JsonBody body = request.body(BODY);
        CreateProject.refuseWhatIsNotKept(body);
        String name = body.has("name") ? DisplayName.of(body, "name") : project.name();
        Project renamed = new Project(project.id(), project.organization(), name, project.createdAt());
        try {
            tenants.putProject(renamed);
        } catch (NameTakenException e) {
            throw ApiErrorCode.GROUP_ALREADY_EXISTS.with(name);
        }
        return Answer.ok(ProjectAnswer.of(renamed, request, api, tenants));
    }
}
