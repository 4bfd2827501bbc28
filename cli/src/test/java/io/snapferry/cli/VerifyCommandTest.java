package io.snapferry.cli;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Path bucket = Path.of("");
    private Path export = Path.of("");

    @BeforeEach
    void export() {
        Path dump = dump().collection("shop", "orders")
                .documents(30)
                .collection("shop", "returns")
                .documents(4)
                .writeFolder(folder.resolve("dump"));
        bucket = folder.resolve("bucket");
        export = bucket.resolve(ExportArguments.PREFIX);
        CommandRun.done(ExportArguments.of(dump, bucket));
    }

    @Test
    void findsAnUntouchedExportWhole() {
        CommandRun run = CommandRun.done("verify", bucket.toString());
        assertThat(run.out())
                .startsWith("whole    " + ExportArguments.PREFIX + ": 4 objects, 34 documents, ")
                .hasLineCount(1);
    }

    @Test
    void takesOneExportAsUrlOrPath() {
        CommandRun.done(
                "export",
                "--from",
                folder.resolve("dump").toString(),
                "--to",
                bucket.toUri().toString());
        assertThat(CommandRun.done("verify", bucket.toUri().toString()).out()).hasLineCount(2);
        assertThat(CommandRun.done("verify", export.toString()).out()).hasLineCount(1);
        assertThat(CommandRun.done("verify", export.toUri().toString()).out()).hasLineCount(1);
    }

    @Test
    void namesEveryObjectThatIsNotAsItWasWritten() throws IOException {
        Path changed = export.resolve("shop/orders/cluster0-shard-0.0.json.gz");
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed, bytes);
        Files.delete(export.resolve("shop/returns/metadata.json"));
        Files.writeString(export.resolve("shop/returns/note.txt"), "not ours");
        CommandRun run = CommandRun.of("verify", bucket.toString(), "--output", "json", "--threads", "2");
        assertThat(run.status()).isEqualTo(1);
        JsonNode report = run.json().get(0);
        assertThat(report.path("whole").asBoolean()).isFalse();
        assertThat(report.path("findings"))
                .anySatisfy(finding -> assertThat(finding.path("key").asText()).endsWith("shard-0.0.json.gz"))
                .anySatisfy(finding -> {
                    assertThat(finding.path("key").asText()).endsWith("shop/returns/metadata.json");
                    assertThat(finding.path("problem").asText()).isEqualTo("MISSING");
                })
                .anySatisfy(finding -> {
                    assertThat(finding.path("key").asText()).endsWith("shop/returns/note.txt");
                    assertThat(finding.path("problem").asText()).isEqualTo("EXTRA");
                });
    }

    @Test
    void saysThatAnExportDidNotFinish() throws IOException {
        Files.delete(export.resolve(".complete"));
        CommandRun run = CommandRun.of("verify", bucket.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("DAMAGED").contains(".complete: the export did not finish");
    }

    @Test
    void failsWhereThereIsNoExport() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandRun run = CommandRun.of("verify", empty.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("no export found").contains(empty.toString());
        assertThat(CommandRun.of("verify", folder.resolve("gone").toString()).status())
                .isEqualTo(1);
    }

    @Test
    void refusesPlacesThatCannotBeRead() {
        CommandRun run = CommandRun.of("verify", "null:");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("null:");
        assertThat(CommandRun.of("verify", bucket.toString(), "--threads", "0").status())
                .isEqualTo(2);
        assertThat(CommandRun.of("verify", "ftp://host/bucket").status()).isEqualTo(2);
    }

    @Test
    void holdsTheManifestToADigestThatWasKeptElsewhere() {
        CommandRun exported = CommandRun.done(ExportArguments.of(folder.resolve("dump"), bucket, "--output=json"));
        String sha256 = exported.json().path("manifestSha256").asText();
        assertThat(CommandRun.done("verify", bucket.toString(), "--manifest-sha256", sha256)
                        .out())
                .startsWith("whole");
        CommandRun none = CommandRun.of("verify", bucket.toString(), "--manifest-sha256", "none");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.out()).contains("changed", ".manifest.jsonl: its SHA-256 is " + sha256 + ", expected none");
    }

    @Test
    void comparesWithTheSource() throws IOException {
        Path dump = folder.resolve("dump");
        CommandRun same = CommandRun.done("verify", bucket.toString(), "--source", dump.toString(), "--output=json");
        assertThat(same.json().get(0).path("comparedWithSource").asBoolean()).isTrue();
        Files.copy(
                dump.resolve("shop/returns.bson"),
                dump.resolve("shop/orders.bson"),
                StandardCopyOption.REPLACE_EXISTING);
        CommandRun other = CommandRun.of("verify", bucket.toString(), "--source", dump.toString());
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out())
                .contains("different " + ExportArguments.PREFIX
                        + "/shop/orders/cluster0-shard-0.0.json.gz: it is not what"
                        + " the source gives: line 1 (document 1 of shop.orders) differs from its byte ");
    }

    @Test
    void sourcesAndDigestsAreForOneExport() {
        CommandRun.done(
                "export",
                "--from",
                folder.resolve("dump").toString(),
                "--to",
                bucket.toUri().toString());
        for (String option : new String[] {"--source=x", "--manifest-sha256=x"}) {
            CommandRun run = CommandRun.of("verify", bucket.toString(), option);
            assertThat(run.status()).as(option).isEqualTo(2);
            assertThat(run.err()).contains("LOCATION holds 2 exports");
        }
    }

    @Test
    void saysThatAnOldManifestIsNotSealed() throws IOException {
        Path manifest = export.resolve(".manifest.jsonl");
        String text = Files.readString(manifest).replace("{\"manifest\":2,", "{\"manifest\":1,");
        Files.writeString(manifest, text.replaceFirst("\\{\"objects\".*\n", ""));
        assertThat(CommandRun.done("verify", bucket.toString()).out())
                .startsWith("whole")
                .contains(", the manifest is not sealed");
    }
}
