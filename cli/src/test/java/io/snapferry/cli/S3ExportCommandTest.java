package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.testing.s3.S3TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ExportCommandTest {
    private static final String BUCKET_URL = "s3://backups";

    private S3TestServer s3;

    @TempDir
    private Path folder;

    @BeforeAll
    void startS3() throws IOException {
        s3 = S3TestServer.start();
        s3.createBucket("backups");
    }

    @AfterAll
    void stopS3() throws IOException {
        s3.close();
    }

    @BeforeEach
    void signIn() {
        System.setProperty("aws.accessKeyId", s3.accessKeyId());
        System.setProperty("aws.secretAccessKey", s3.secretAccessKey());
    }

    @AfterEach
    void signOut() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        s3.allowOnly(request -> true);
    }

    private List<String> atTheServer(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--endpoint", s3.endpoint().toString()));
        return all;
    }

    @Test
    void writesToS3WhatItWritesToAFolder() throws IOException {
        Path dump = dump().collection("shop", "orders")
                .documents(200)
                .collection("shop", "Grüße/☕ 100%")
                .documents(20)
                .writeFolder(folder.resolve("dump"));
        CommandRun.done(ExportArguments.of(dump, folder.resolve("out"), "--chunk-size=4KiB"));
        CommandRun.done(atTheServer(
                ExportArguments.ofSources(List.of(dump.toString()), BUCKET_URL, "--chunk-size=4KiB", "--threads=4")));
        assertThat(BucketTree.of(s3, "backups")).isEqualTo(FolderTree.of(folder.resolve("out")));

        CommandRun verified = CommandRun.done(atTheServer(List.of("verify", BUCKET_URL, "--output=json")));
        assertThat(verified.json().get(0).path("whole").asBoolean()).isTrue();
        assertThat(verified.json().get(0).path("documents").asInt()).isEqualTo(220);
        CommandRun.done(atTheServer(List.of(
                "import", BUCKET_URL + "/" + ExportArguments.PREFIX, "--to", "dump:" + folder.resolve("back"))));
        assertThat(folder.resolve("back/shop/orders.bson")).hasSameBinaryContentAs(dump.resolve("shop/orders.bson"));
    }

    @Test
    void givesTheStoresOwnCodeInOneLine() {
        s3.allowOnly(request -> request.key().endsWith(".permissioncheck"));
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.of(atTheServer(ExportArguments.ofSources(List.of(dump.toString()), BUCKET_URL)));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("AccessDenied", "s3://backups/");
        assertThat(run.err()).doesNotContain(s3.secretAccessKey());
    }

    @Test
    void saysThatNoCredentialsWereFound() {
        signOut();
        Path dump = dump().collection("shop", "orders").documents(1).writeFolder(folder.resolve("dump"));
        CommandRun run = CommandRun.of(atTheServer(ExportArguments.ofSources(List.of(dump.toString()), BUCKET_URL)));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("NoCredentials");
    }
}
