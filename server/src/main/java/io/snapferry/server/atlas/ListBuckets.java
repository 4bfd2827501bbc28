package io.snapferry.server.atlas;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.OperationDescription;
import io.snapferry.server.http.PageQuery;
import io.snapferry.server.http.ProjectOperation;
import io.snapferry.server.http.Route;
import io.snapferry.server.http.Tag;
import java.util.function.Function;

/** The export buckets of a project, oldest first. */
final class ListBuckets implements ProjectOperation {
    private final Route route;
    private final Destinations destinations;
    private final Class<? extends Record> wireRecord;
    private final Function<ExportBucket, Record> toWire;

    private ListBuckets(
            String base,
            Destinations destinations,
            Class<? extends Record> wireRecord,
            Function<ExportBucket, Record> toWire) {
        this.route = Route.get(base + "/groups/{groupId}/backup/exportBuckets");
        this.destinations = destinations;
        this.wireRecord = wireRecord;
        this.toWire = toWire;
    }

    static ListBuckets ofAws(String base, Destinations destinations) {
        return new ListBuckets(base, destinations, BucketAnswer.class, BucketAnswer::of);
    }

    /** Since 2024-05-30. */
    static ListBuckets ofAnyCloud(String base, Destinations destinations) {
        return new ListBuckets(base, destinations, CloudBucketAnswer.class, CloudBucketAnswer::of);
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Permission permission() {
        return Permission.READ_PROJECT;
    }

    @Override
    public OperationDescription description() {
        return OperationDescription.of(
                        "listExportBuckets", Tag.EXPORT_BUCKETS, "The export buckets of a project, oldest first")
                .answersPageOf(wireRecord);
    }

    @Override
    public Answer answer(ApiRequest request, Project project) {
        PageQuery page = request.page();
        return page.answer(destinations.buckets(project.id(), page.request()), toWire);
    }
}
