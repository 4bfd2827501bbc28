package io.snapferry.verify;

import static io.snapferry.testing.dump.DumpBuilder.dump;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.run.ExportFixture;
import io.snapferry.source.location.OpenSources;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.testing.datadirectory.MongodDirectory;
import io.snapferry.testing.dump.DumpBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceProofTest {
    private static final int SMALL_CHUNK = 1_000;

    @TempDir
    private Path folder;

    private VerifyReport verified(Path bucket, Path source) throws Exception {
        try (FolderObjectStore store = new FolderObjectStore(bucket);
                OpenSources sources = OpenSources.open(Map.of("rs0", source))) {
            ExportVerifier verifier = new ExportVerifier(store, ExportFixture.PREFIX.value(), 2, new VerifyProgress());
            verifier.readBack();
            assertThat(verifier.report().findings()).as("without the source").isEmpty();
            verifier.prove(sources.byReplicaSet());
            return verifier.report();
        }
    }

    private List<String> findings(Path bucket, Path source) throws Exception {
        return verified(bucket, source).findings().stream()
                .map(finding -> finding.toString().replace(ExportFixture.PREFIX + "/", ""))
                .toList();
    }

    private static DumpBuilder shop() {
        return dump().collection("shop", "orders")
                .documents(50)
                .collection("shop", "returns")
                .documents(3);
    }

    private Path exported(Path source) throws Exception {
        Path bucket = Files.createTempDirectory(folder, "bucket");
        ExportFixture.export(source, bucket, SMALL_CHUNK, 2);
        return bucket;
    }

    @Test
    void anExportOfTheSourceIsProven() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        VerifyReport report = verified(exported(source), source);
        assertThat(report.findings()).isEmpty();
        assertThat(report.isProven()).isTrue();
        assertThat(report.documents()).isEqualTo(53);
    }

    @Test
    void theSameDumpInAnotherFormProvesItToo() throws Exception {
        Path bucket = exported(shop().writeFolder(folder.resolve("dump")));
        assertThat(findings(bucket, shop().writeGzippedArchive(folder.resolve("dump.archive.gz"))))
                .isEmpty();
    }

    @Test
    void anExportOfADataDirectoryIsProven() throws Exception {
        Path source = MongodDirectory.replicaSetMember()
                .collection("shop.orders", 300)
                .leafBytes(1_000)
                .write(folder.resolve("data"));
        assertThat(findings(exported(source), source)).isEmpty();
    }

    @Test
    void anotherDataDirectoryIsToldFromTheOneThatWasExported() throws Exception {
        Path exported =
                MongodDirectory.standalone().collection("shop.orders", 300).write(folder.resolve("data"));
        Path other = MongodDirectory.standalone().collection("shop.orders", 299).write(folder.resolve("other"));
        assertThat(findings(exported(exported), other))
                .anyMatch(finding ->
                        finding.startsWith("inconsistent .manifest.jsonl: the source of rs0 has the identity"))
                .anyMatch(finding -> finding.startsWith("different shop/orders/rs0."));
    }

    @Test
    void theFirstDocumentThatDiffersIsNamed() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        Path bucket = exported(source);
        Path file = source.resolve("shop/orders.bson");
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, content.replace("number 30 ", "number 3O "), StandardCharsets.ISO_8859_1);
        assertThat(findings(bucket, source))
                .singleElement()
                .asString()
                .matches("different shop/orders/rs0\\.\\d+\\.json\\.gz: it is not what the source gives: line \\d+"
                        + " \\(document 31 of shop\\.orders\\) differs from its byte \\d+ on");
    }

    @Test
    void otherOptionsAndOtherCollectionsAreNamed() throws Exception {
        Path bucket = exported(shop().collection("shop", "gone").writeFolder(folder.resolve("dump")));
        Path source = dump().collection("shop", "orders")
                .documents(50)
                .options("{\"capped\": true, \"size\": 4096}")
                .collection("shop", "returns")
                .documents(3)
                .collection("shop", "more")
                .documents(1)
                .writeFolder(folder.resolve("other"));
        assertThat(findings(bucket, source))
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding)
                                .startsWith("different shop/gone/metadata.json: the source does not"),
                        finding -> assertThat(finding)
                                .startsWith("different shop/orders/metadata.json: the source's options"),
                        finding ->
                                assertThat(finding).startsWith("missing shop/more/metadata.json: the source gives it"),
                        finding ->
                                assertThat(finding).startsWith("missing shop/more/rs0.0.json.gz: the source gives it"));
    }

    @Test
    void anotherCompressionOfTheSameTextIsNoDifference() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        Path bucket = exported(source);
        Forgery.text(bucket, "shop/orders/rs0.1.json.gz", ExportFixture.text(bucket, "shop/orders/rs0.1.json.gz"));
        assertThat(findings(bucket, source)).isEmpty();
    }

    @Test
    void aTextThatWasForgedTogetherWithTheManifestIsFound() throws Exception {
        Path source = shop().writeFolder(folder.resolve("dump"));
        Path bucket = exported(source);
        String text = ExportFixture.text(bucket, "shop/orders/rs0.1.json.gz");
        Forgery.text(
                bucket, "shop/orders/rs0.1.json.gz", text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
        assertThat(findings(bucket, source))
                .anyMatch(finding -> finding.matches(
                        "different shop/orders/rs0\\.1\\.json\\.gz: it ends behind line \\d+, the source has more"));
    }
}
