package io.snapferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** curl, as the documentation of MongoDB Atlas calls it. */
class CurlTest {
    @TempDir
    Path folder;

    @Test
    void createsAnExportAsItIsDocumented() throws Exception {
        Program curl = Program.onPath("curl", folder);
        try (InteropServer server = InteropServer.start(Files.createDirectory(folder.resolve("server")))) {
            String project = server.uri() + "/api/atlas/v1.0/groups/" + InteropServer.PROJECT;
            String bucket = post(
                            curl,
                            project + "/backup/exportBuckets",
                            "{\"bucketName\":\"" + InteropServer.BUCKET_NAME
                                    + "\",\"cloudProvider\":\"AWS\",\"iamRoleId\":\"" + InteropServer.ROLE + "\"}")
                    .json()
                    .path("_id")
                    .asText();

            // With the slash that the documentation has at the end
            Run created = post(
                    curl,
                    project + "/clusters/" + InteropServer.CLUSTER + "/backup/exports/",
                    "{\"exportBucketId\":\"" + bucket + "\",\"snapshotId\":\"" + InteropServer.SNAPSHOT
                            + "\",\"customData\":[{\"key\":\"exported by\",\"value\":\"curl\"}]}");

            assertThat(created.json().path("exportBucketId").asText()).isEqualTo(bucket);
            assertThat(created.json().path("customData").findValuesAsText("value"))
                    .containsExactly("curl");
        }
    }

    private static Run post(Program curl, String url, String body) throws Exception {
        return curl.done(
                "--silent",
                "--show-error",
                "--fail-with-body",
                "--user",
                InteropServer.PUBLIC_KEY + ":" + InteropServer.PRIVATE_KEY,
                "--digest",
                "--header",
                "Accept: application/json",
                "--header",
                "Content-Type: application/json",
                "--request",
                "POST",
                url,
                "--data",
                body);
    }
}
