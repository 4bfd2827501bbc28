package io.snapferry.server.own;

import io.snapferry.server.atlas.ExportPrefixes;
import io.snapferry.server.atlas.RequestedJobs;
import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.Leftovers;
import io.snapferry.server.http.Operation;
import io.snapferry.server.queue.ExportPreviews;
import io.snapferry.server.queue.RunningExports;
import java.time.Clock;
import java.util.List;

/** What our own API can do with exports and Atlas's cannot. */
public final class OwnExports {
    static final String BASE = OwnApi.BASE + "/groups/{groupId}/clusters/{clusterName}/exports";

    private OwnExports() {}

    /**
     * All of them.
     *
     * @param jobSubmitted run after a job was accepted; must return at once
     * @param running the jobs of this process
     * @param previews makes dry runs
     */
    public static List<Operation> operations(
            Catalog catalog,
            Clock clock,
            ExportPrefixes prefixes,
            Runnable jobSubmitted,
            RunningExports running,
            ExportPreviews previews,
            Leftovers onCancel) {
        ExportAnswers answers = new ExportAnswers(running);
        RequestedExports requested = new RequestedExports(new RequestedJobs(catalog, prefixes), clock);
        return List.of(
                new ListExports(catalog.jobs(), answers),
                new CreateExport(catalog.jobs(), requested, answers, jobSubmitted),
                new DryRunExport(catalog.jobs(), requested, previews),
                new GetLatestExport(catalog.jobs(), answers),
                new GetExport(catalog.jobs(), answers),
                new CancelExport(catalog.jobs(), clock, answers, running, onCancel),
                new FollowExport(catalog.jobs(), answers));
    }
}
