package io.snapferry.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry clusters connect}. */
@Command(name = "connect", description = "Tell how a cluster is reached, so that snapshots of it can be taken.")
final class ClustersConnectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private ConnectionStringOptions connectionString;

    @Parameters(paramLabel = "NAME", description = "Name of the cluster.")
    private String name;

    @Option(names = "--forget", description = "Forget how it is reached.")
    private boolean forget;

    ClustersConnectCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<String> given = connectionString.read();
        if (given.isPresent() == forget) {
            throw new UsageException("give one of --connection-string-file, --connection-string-env and --forget");
        }
        ServerContext context = project.connect(spec);
        context.show(context.client()
                .patch(
                        ServerContext.OWN + "/groups/" + project.id(context) + "/clusters/"
                                + ServerContext.segment(name),
                        ServerContext.object().put("connectionString", given.orElse(""))));
        return 0;
    }
}
