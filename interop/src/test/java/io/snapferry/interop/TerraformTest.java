package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform with the provider of MongoDB Atlas: that which is named by {@code -Dsnapferry.terraform-provider=PROGRAM}, otherwise
 * version 1.6.0, built from its module.
 */
class TerraformTest {
    private static final String PROVIDER = "terraform-provider-mongodbatlas";
    private static final String MODULE = "github.com/mongodb/" + PROVIDER + "@v1.6.0";
    private static final Path BUILT = Path.of("target/terraform").toAbsolutePath();
    /** What plan answers with -detailed-exitcode when nothing would be changed. */
    private static final int NO_CHANGES = 0;

    @TempDir
    Path folder;

    @Test
    void appliesPlansNoChangeAndDestroys() throws Exception {
        assertOutputs(outputsOf("main.tf", InteropServer.CLUSTER));
    }

    /** The provider waits three minutes for the cluster and one for the snapshot, whatever the server answers. */
    @Test
    @Tag("minutes")
    void takesASnapshotOfARunningClusterAndExportsIt() throws Exception {
        JsonNode outputs = outputsOf("take.tf", InteropServer.LIVE_CLUSTER);

        assertThat(valueOf(outputs, "status").asText()).isEqualTo("completed");
        assertThat(valueOf(outputs, "read").asText()).isEqualTo("completed");
        assertThat(valueOf(outputs, "type").asText()).isEqualTo("onDemand");
    }

    /** Applies a configuration, sees that a second plan changes nothing and that its export is there, and destroys it. */
    private JsonNode outputsOf(String configuration, String cluster) throws Exception {
        Program terraform = Program.onPath("terraform", folder);
        Path provider = provider();
        Files.copy(
                Path.of("src/test/terraform").resolve(configuration),
                folder.resolve("main.tf"),
                StandardCopyOption.REPLACE_EXISTING);
        try (InteropServer server = InteropServer.start(Files.createDirectory(folder.resolve("server")))) {
            Program program = terraform.with(environment(server, provider)).with("TF_VAR_cluster", cluster);

            program.done("apply", "-auto-approve", "-input=false", "-no-color");
            JsonNode outputs = program.done("output", "-json").json();
            Run plan = program.run("plan", "-detailed-exitcode", "-input=false", "-no-color");
            program.done("destroy", "-auto-approve", "-input=false", "-no-color");

            assertThat(plan.status()).as(plan.out()).isEqualTo(NO_CHANGES);
            assertThat(server.completionMarker(valueOf(outputs, "prefix").asText()))
                    .as("what was exported stays when the job is destroyed")
                    .exists();
            return outputs;
        }
    }

    private static void assertOutputs(JsonNode outputs) {
        assertThat(valueOf(outputs, "project").asText()).isEqualTo("Shop");
        assertThat(valueOf(outputs, "cluster").asText()).isEqualTo("REPLICASET");
        assertThat(valueOf(outputs, "advanced_cluster").asText()).isEqualTo("IDLE");
        assertThat(valueOf(outputs, "snapshots")).extracting(JsonNode::asText).containsExactly(InteropServer.SNAPSHOT);
        assertThat(valueOf(outputs, "buckets")).extracting(JsonNode::asText).containsExactly(InteropServer.BUCKET_NAME);
        assertThat(valueOf(outputs, "jobs")).containsExactly(valueOf(outputs, "job"));
        assertThat(valueOf(outputs, "auto_export").asBoolean()).isTrue();
        assertThat(valueOf(outputs, "daily_retention").asInt()).isEqualTo(14);
    }

    private static JsonNode valueOf(JsonNode outputs, String name) {
        return outputs.path(name).path("value");
    }

    private Path provider() throws Exception {
        Optional<String> named = Optional.ofNullable(System.getProperty("snapferry.terraform-provider"));
        if (named.isPresent()) {
            return Path.of(named.get()).toAbsolutePath();
        }
        Program go = Program.onPath("go", folder);
        Run fetched = go.run("mod", "download", "-json", MODULE);
        assumeTrue(fetched.status() == 0, MODULE + " cannot be had: " + fetched.out() + fetched.err());
        Path program = BUILT.resolve(PROVIDER);
        // "go install" would ask for the list of versions too, which not every proxy gives
        String source = fetched.json().path("Dir").asText();
        go.prepare("-C", source, "build", "-buildvcs=false", "-p", "1", "-o", program.toString(), ".");
        return program;
    }

    private Map<String, String> environment(InteropServer server, Path provider) throws Exception {
        Path settings = Files.writeString(folder.resolve("terraform.tfrc"), """
                provider_installation {
                  dev_overrides { "mongodb/mongodbatlas" = "%s" }
                  direct {}
                }
                """.formatted(provider.getParent()));
        Map<String, String> variables = new HashMap<>();
        variables.put("CHECKPOINT_DISABLE", "1");
        variables.put("TF_CLI_CONFIG_FILE", settings.toString());
        variables.put("TF_VAR_project", InteropServer.PROJECT);
        variables.put("TF_VAR_role", InteropServer.ROLE);
        variables.put("TF_VAR_bucket", InteropServer.BUCKET_NAME);
        // The provider wants a slash at the end
        variables.put("MONGODB_ATLAS_BASE_URL", server.uri() + "/");
        variables.put("MONGODB_ATLAS_PUBLIC_KEY", InteropServer.PUBLIC_KEY);
        variables.put("MONGODB_ATLAS_PRIVATE_KEY", InteropServer.PRIVATE_KEY);
        return variables;
    }
}
