package io.snapferry.server.own;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Organization;
import io.snapferry.server.catalog.Project;
import java.time.Instant;

/** A project on the wire, with the names that Atlas gives its groups. */
record ProjectAnswer(Instant created, Id<Project> id, String name, Id<Organization> orgId) {
    static ProjectAnswer of(Project project) {
        return new ProjectAnswer(project.createdAt(), project.id(), project.name(), project.organization());
    }
}
