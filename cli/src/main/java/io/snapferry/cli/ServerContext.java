package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the commands that talk to a server share: paths, paging, and how results are shown. */
final class ServerContext {
    static final String ATLAS = "/api/atlas/v1.0";
    static final String OWN = "/api/snapferry/v1";
    private static final int PAGE_SIZE = 500;

    private final ApiClient client;
    private final OutputFormat output;
    private final PrintWriter out;

    ServerContext(ApiClient client, OutputFormat output, PrintWriter out) {
        this.client = client;
        this.output = output;
        this.out = out;
    }

    ApiClient client() {
        return client;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** All pages of a list. */
    List<JsonNode> all(String path) throws IOException, InterruptedException {
        return all(path, "");
    }

    /**
     * All pages of a list.
     *
     * @param filter query parameters, or nothing
     */
    List<JsonNode> all(String path, String filter) throws IOException, InterruptedException {
        List<JsonNode> results = new ArrayList<>();
        String query = filter.isEmpty() ? "?" : "?" + filter + "&";
        for (int page = 1; ; page++) {
            JsonNode answer = client.get(path + query + "pageNum=" + page + "&itemsPerPage=" + PAGE_SIZE);
            answer.path("results").forEach(results::add);
            if (results.size() >= answer.path("totalCount").asLong()
                    || answer.path("results").isEmpty()) {
                return results;
            }
        }
    }

    /** The first elements of a list. Parameters as in {@link #all(String, String)}. */
    List<JsonNode> first(String path, String filter, int count) throws IOException, InterruptedException {
        List<JsonNode> results = new ArrayList<>();
        String query = filter.isEmpty() ? "?" : "?" + filter + "&";
        client.get(path + query + "itemsPerPage=" + count).path("results").forEach(results::add);
        return results;
    }

    /** The given project, or the only one that the key sees. */
    String project(Optional<String> given) throws IOException, InterruptedException {
        if (given.isPresent()) {
            return given.get();
        }
        return only(all(OWN + "/groups"), "project", "--project");
    }

    /** The given organization, or the only one that the key sees. */
    String organization(Optional<String> given) throws IOException, InterruptedException {
        if (given.isPresent()) {
            return given.get();
        }
        return only(all(OWN + "/orgs"), "organization", "--org");
    }

    private static String only(List<JsonNode> candidates, String what, String option) {
        if (candidates.size() != 1) {
            throw new UsageException("the key sees " + candidates.size() + " " + what + "s, name one with " + option);
        }
        return candidates.get(0).path("id").asText();
    }

    /** Shows a list as a table, or each element as a line of JSON. */
    void show(List<JsonNode> elements, String[] headings, String... fields) {
        if (output == OutputFormat.JSON) {
            elements.forEach(out::println);
        } else {
            Table table = new Table(headings);
            for (JsonNode element : elements) {
                String[] cells = new String[fields.length];
                for (int i = 0; i < fields.length; i++) {
                    cells[i] = element.at(fields[i]).asText();
                }
                table.row(cells);
            }
            table.print(out);
        }
        out.flush();
    }

    /** Shows one thing: all its fields, or a line of JSON. */
    void show(JsonNode element) {
        out.println(output == OutputFormat.JSON ? element.toString() : element.toPrettyString());
        out.flush();
    }

    /** Says what was done, for people only. */
    void say(String line) {
        if (output == OutputFormat.TEXT) {
            out.println(line);
            out.flush();
        }
    }
}
