package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry buckets create}. */
@Command(name = "create", description = "Register an export bucket; the server tries to write to it.")
final class BucketsCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "NAME", description = "Of the bucket in its store.")
    private String name;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "ID",
            description = "How it is reached; see 'snapferry stores'.")
    private String store;

    BucketsCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body = ServerContext.object()
                .put("bucketName", name)
                .put("cloudProvider", "AWS")
                .put("iamRoleId", store);
        JsonNode created = context.client()
                .post(ServerContext.ATLAS + "/groups/" + project.id(context) + "/backup/exportBuckets", body);
        context.show(created);
        return 0;
    }
}
