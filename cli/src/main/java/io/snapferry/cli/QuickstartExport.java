package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snapferry.store.ObjectKey;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.text.TextLines;
import io.snapferry.verify.ExportVerifier;
import io.snapferry.verify.VerifyProgress;
import io.snapferry.verify.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** One export of the quickstart: the documented request, the job's states, the objects, one document. */
final class QuickstartExport {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final int OK = 200;

    private final ApiClient client;
    private final URI server;
    private final String publicKey;
    private final QuickstartSetup setup;
    private final QuickstartSetup.Sample sample;
    private final PrintWriter out;

    QuickstartExport(
            ApiClient client,
            URI server,
            String publicKey,
            QuickstartSetup setup,
            QuickstartSetup.Sample sample,
            PrintWriter out) {
        this.client = client;
        this.server = server;
        this.publicKey = publicKey;
        this.setup = setup;
        this.sample = sample;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        out.println();
        out.println("== " + sample.title());
        String exports = ServerContext.ATLAS + "/groups/" + setup.projectId() + "/clusters/" + sample.clusterName()
                + "/backup/exports/";
        ObjectNode body =
                ServerContext.object().put("exportBucketId", setup.bucketId()).put("snapshotId", sample.snapshotId());
        body.putArray("customData").addObject().put("key", "exported by").put("value", "quickstart");
        out.println(
                "curl --user '" + publicKey + ":...' --digest --header 'Content-Type: application/json' --include \\");
        out.println("     --request POST '" + server + exports + "' \\");
        out.println("     --data '" + body + "'");
        ApiClient.Answer answer = client.call("POST", exports, Optional.of(body.toString()));
        out.println("HTTP " + answer.status() + " " + answer.body());
        if (answer.status() != OK) {
            throw new IOException("the export was not accepted");
        }
        JsonNode job = new JsonMapper().readTree(answer.body());
        JsonNode end = follow(exports + job.path("id").asText());
        if (!end.path("state").asText().equals("Successful")) {
            throw new IOException("the export is " + end.path("state").asText() + ": "
                    + end.path("errMsg").asText());
        }
        show(end.path("prefix").asText());
    }

    private JsonNode follow(String path) throws IOException, InterruptedException {
        String shown = "";
        while (true) {
            JsonNode job = client.get(path);
            String state = job.path("state").asText();
            if (!state.equals(shown)) {
                out.println("state: " + state);
                shown = state;
            }
            if (job.has("finishedAt")) {
                return job;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private void show(String prefix) throws IOException, InterruptedException {
        try (ReadableObjectStore store = new FolderObjectStore(setup.bucketFolder())) {
            TreeMap<String, Long> objects = new TreeMap<>();
            store.list(prefix + "/", object -> objects.put(object.key(), object.sizeBytes()));
            out.println("objects below " + prefix + "/");
            Table table = new Table("KEY", "BYTES");
            objects.forEach((key, size) -> table.row(key.substring(prefix.length() + 1), Long.toString(size)));
            table.print(out);
            String key = objects.keySet().stream()
                    .filter(name -> name.contains("/orders/") && name.endsWith(".json.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the export has no orders"));
            out.println("the first document of " + key.substring(prefix.length() + 1));
            out.println(firstLine(store, new ObjectKey(key)));
            ExportVerifier verifier = new ExportVerifier(store, prefix, 1, new VerifyProgress());
            verifier.readBack();
            VerifyReport report = verifier.report();
            out.println("read back: " + report.documents() + " documents in " + report.objects() + " objects, "
                    + (report.isWhole() ? "whole" : report.findings().size() + " findings"));
            if (!report.isWhole()) {
                throw new IOException(
                        "the export is not whole: " + report.findings().get(0));
            }
        }
        out.flush();
    }

    private static String firstLine(ReadableObjectStore store, ObjectKey key) throws IOException {
        try (TextLines lines = TextLines.ofObject(store.read(key), Long.MAX_VALUE)) {
            return lines.next()
                    ? new String(lines.bytes(), lines.offset(), lines.length(), StandardCharsets.UTF_8)
                    : "";
        }
    }
}
