package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry clusters create}. */
@Command(name = "create", description = "Register a self-managed cluster.")
final class ClustersCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private ConnectionStringOptions connectionString;

    @Parameters(paramLabel = "NAME", description = "Letters, digits and dashes.")
    private String name;

    @Option(names = "--sharded", description = "It has several replica sets.")
    private boolean sharded;

    @Option(names = "--mongodb-version", description = "For example 7.0.12.")
    private Optional<String> version = Optional.empty();

    ClustersCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        ObjectNode body =
                ServerContext.object().put("name", name).put("clusterType", sharded ? "SHARDED" : "REPLICASET");
        connectionString.read().ifPresent(text -> body.put("connectionString", text));
        version.ifPresent(text -> body.put("mongoDBVersion", text));
        JsonNode created =
                context.client().post(ServerContext.OWN + "/groups/" + project.id(context) + "/clusters", body);
        context.show(created);
        return 0;
    }
}
