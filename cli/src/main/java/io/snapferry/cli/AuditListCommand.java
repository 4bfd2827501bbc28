package io.snapferry.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapferry audit list}. */
@Command(name = "list", description = "List who did what in an organization, newest first.")
final class AuditListCommand implements Callable<Integer> {
    private static final int MAX_LIMIT = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OrganizationOptions organization;

    @Option(names = "--operation", paramLabel = "ID", description = "Only this operation, for example createExport.")
    private Optional<String> operation = Optional.empty();

    @Option(names = "--actor", paramLabel = "NAME", description = "Only by this public key or client id.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "CHANGE, SIGN_IN_REFUSED or ACCESS_REFUSED.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--project", paramLabel = "ID", description = "Only in this project.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "Not before this time, ISO 8601.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private Optional<Instant> until = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 500. Default: 100.")
    private int limit = 100;

    AuditListCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new UsageException("--limit is 1 to " + MAX_LIMIT + ", not " + limit);
        }
        ServerContext context = organization.connect(spec);
        context.show(
                context.first(ServerContext.OWN + "/orgs/" + organization.id(context) + "/audit", filter(), limit),
                new String[] {"TIME", "ACTOR", "FROM", "KIND", "OPERATION", "TARGET", "STATUS"},
                "/createdAt",
                "/actor",
                "/address",
                "/kind",
                "/operation",
                "/target",
                "/status");
        return 0;
    }

    private String filter() {
        List<String> parts = new ArrayList<>();
        operation.ifPresent(value -> parts.add("operation=" + ServerContext.segment(value)));
        actor.ifPresent(value -> parts.add("actor=" + ServerContext.segment(value)));
        kind.ifPresent(value -> parts.add("kind=" + ServerContext.segment(value)));
        project.ifPresent(value -> parts.add("groupId=" + ServerContext.segment(value)));
        from.ifPresent(value -> parts.add("from=" + value));
        until.ifPresent(value -> parts.add("until=" + value));
        return String.join("&", parts);
    }
}
