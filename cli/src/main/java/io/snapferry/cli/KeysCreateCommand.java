package io.snapferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapferry keys create}. */
@Command(name = "create", description = "Make an API key. The private key is shown this once.")
final class KeysCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OrganizationOptions organization;

    @Parameters(paramLabel = "DESCRIPTION", description = "For people.")
    private String description;

    @Option(
            names = "--org-role",
            paramLabel = "ROLE",
            description = "ORG_OWNER, ORG_READ_ONLY or ORG_MEMBER. May be repeated.")
    private List<String> orgRoles = new ArrayList<>();

    @Option(
            names = "--project-role",
            paramLabel = "PROJECT-ID=ROLE",
            description =
                    "GROUP_OWNER, GROUP_READ_ONLY, GROUP_BACKUP_MANAGER or GROUP_BACKUP_EXPORT_OPERATOR. May be repeated.")
    private Map<String, String> projectRoles = new LinkedHashMap<>();

    KeysCreateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerContext context = organization.connect(spec);
        String organizationId = organization.id(context);
        ObjectNode body = ServerContext.object().put("desc", description);
        ArrayNode roles = body.putArray("roles");
        orgRoles.forEach(role -> roles.addObject().put("roleName", role).put("orgId", organizationId));
        projectRoles.forEach(
                (project, role) -> roles.addObject().put("roleName", role).put("groupId", project));
        context.show(context.client().post(ServerContext.OWN + "/orgs/" + organizationId + "/apiKeys", body));
        return 0;
    }
}
