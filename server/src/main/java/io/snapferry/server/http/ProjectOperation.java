package io.snapferry.server.http;

import io.snapferry.server.catalog.Project;

/** An operation on or in the project of the path parameter {@code groupId}. */
public interface ProjectOperation extends Operation {
    @Override
    default Answer answer(ApiRequest request, Gate gate) {
        return answer(request, gate.project(request, permission()));
    }

    /** Does it, after the key was found to be allowed to. */
    Answer answer(ApiRequest request, Project project);
}
