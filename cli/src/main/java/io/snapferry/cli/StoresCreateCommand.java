package io.snapferry.cli;

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

/** {@code snapferry stores create}. */
@Command(name = "create", description = "Tell the server how to reach an object store: a folder of the server, or S3.")
final class StoresCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProjectOptions project;

    @Parameters(paramLabel = "NAME", description = "For people.")
    private String name;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Buckets are folders below DIR on the server's machine.")
    private Optional<String> folder = Optional.empty();

    @Option(
            names = "--s3",
            description =
                    "S3 or a store that speaks its protocol. The secret key is read from AWS_SECRET_ACCESS_KEY when --access-key-id is given; without it the server uses its own credentials.")
    private boolean s3;

    @Option(names = "--endpoint", paramLabel = "URL", description = "Of an S3-compatible store.")
    private Optional<String> endpoint = Optional.empty();

    @Option(names = "--region", description = "Of the buckets.")
    private Optional<String> region = Optional.empty();

    @Option(names = "--path-style", description = "The bucket's name goes into the path.")
    private boolean pathStyle;

    @Option(names = "--access-key-id", description = "Of a fixed key pair.")
    private Optional<String> accessKeyId = Optional.empty();

    @Option(names = "--role-arn", description = "A role that is assumed.")
    private Optional<String> roleArn = Optional.empty();

    @Option(names = "--external-id", description = "That the role's trust policy asks for.")
    private Optional<String> externalId = Optional.empty();

    StoresCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = project.connect(spec);
        if (folder.isPresent() == s3) {
            throw new UsageException("give either --folder or --s3");
        }
        ObjectNode body = ServerContext.object().put("name", name);
        folder.ifPresent(root -> body.putObject("folder").put("root", root));
        if (s3) {
            describeS3(body.putObject("s3"));
        }
        context.show(context.client().post(ServerContext.OWN + "/groups/" + project.id(context) + "/stores", body));
        return 0;
    }

    private void describeS3(ObjectNode description) {
        endpoint.ifPresent(url -> description.put("endpoint", url));
        region.ifPresent(name -> description.put("region", name));
        description.put("pathStyle", pathStyle);
        accessKeyId.ifPresent(id -> {
            String secret = System.getenv().getOrDefault("AWS_SECRET_ACCESS_KEY", "");
            if (secret.isEmpty()) {
                throw new UsageException("AWS_SECRET_ACCESS_KEY is not set");
            }
            description.put("accessKeyId", id).put("secretAccessKey", secret);
        });
        roleArn.ifPresent(arn -> {
            ObjectNode role = description.putObject("assumeRole").put("roleArn", arn);
            externalId.ifPresent(id -> role.put("externalId", id));
        });
    }
}
