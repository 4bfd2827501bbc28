package io.snapferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way to spoil an export, chosen by a seed.
 *
 * @param what for people
 * @param tree what is left, content by key below the prefix; every byte stands as the character of the same number
 * @param named keys that a verification must name
 */
record TreeMutation(String what, SortedMap<String, String> tree, List<String> named) {
    private static final String MANIFEST = ".manifest.jsonl";

    /** The mutations take turns, so that a hundred seeds hold some of each. */
    static TreeMutation of(SortedMap<String, String> original, int seed) {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>(original);
        List<String> keys = List.copyOf(tree.keySet());
        String key = keys.get(random.nextInt(keys.size()));
        String content = tree.getOrDefault(key, "");
        return switch (seed % 10) {
            case 0 -> {
                tree.remove(key);
                yield new TreeMutation("delete " + key, tree, List.of(key));
            }
            case 1 -> {
                tree.put(key, content.substring(0, random.nextInt(Math.max(1, content.length()))));
                yield new TreeMutation("truncate " + key, tree, List.of(key));
            }
            case 2, 3 -> {
                int at = random.nextInt(content.length());
                tree.put(key, flipped(content, at, random.nextInt(8)));
                yield new TreeMutation("flip a bit of byte " + at + " of " + key, tree, List.of(key));
            }
            case 4 -> {
                String other = keys.get(random.nextInt(keys.size()));
                tree.put(key, tree.getOrDefault(other, ""));
                tree.put(other, content);
                yield new TreeMutation("swap " + key + " and " + other, tree, List.of(key, other));
            }
            case 5 -> added(tree, keys, random);
            case 6, 7 -> editedField(tree, random);
            case 8 -> editedLines(tree, random);
            default -> withoutCollection(tree, random);
        };
    }

    private static String flipped(String content, int at, int bit) {
        return content.substring(0, at) + (char) (content.charAt(at) ^ 1 << bit) + content.substring(at + 1);
    }

    private static TreeMutation added(SortedMap<String, String> tree, List<String> keys, Random random) {
        String like = keys.get(random.nextInt(keys.size()));
        String folder = like.substring(0, like.lastIndexOf('/') + 1);
        String key = folder
                + List.of("x.txt", "rs0.77.json.gz", ".hidden", "deeper/metadata.json", "metadata.json.bak")
                        .get(random.nextInt(5));
        tree.put(key, random.nextBoolean() ? "" : tree.getOrDefault(like, ""));
        return new TreeMutation("add " + key, tree, List.of(key));
    }

    /** Any field of any line, nested ones too, gets another value; the rest of the line stays as it was. */
    private static TreeMutation editedField(SortedMap<String, String> tree, Random random) {
        List<String> lines = lines(tree);
        int line = random.nextInt(3) == 0 ? random.nextBoolean() ? 0 : lines.size() - 1 : random.nextInt(lines.size());
        try {
            ObjectNode root = (ObjectNode) new JsonMapper().readTree(lines.get(line));
            ObjectNode node = root;
            List<String> names = new ArrayList<>();
            while (true) {
                List<String> fields = new ArrayList<>();
                node.fieldNames().forEachRemaining(fields::add);
                String name = fields.get(random.nextInt(fields.size()));
                names.add(name);
                if (node.get(name) instanceof ObjectNode inner && !inner.isEmpty()) {
                    node = inner;
                } else {
                    edit(node, name, random);
                    break;
                }
            }
            lines.set(line, root.toString());
            tree.put(MANIFEST, text(lines));
            return new TreeMutation("edit " + names + " of line " + (line + 1), tree, List.of(MANIFEST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void edit(ObjectNode node, String name, Random random) {
        JsonNode value = node.get(name);
        if (random.nextInt(4) == 0) {
            node.remove(name);
        } else if (value.isNumber()) {
            node.put(name, value.asLong() + 1 + random.nextInt(3));
        } else if (value.isTextual() && !value.asText().isEmpty()) {
            String text = value.asText();
            int at = random.nextInt(text.length());
            char other = text.charAt(at) == '0' ? '1' : '0';
            node.put(name, text.substring(0, at) + other + text.substring(at + 1));
        } else {
            node.put(name, "x");
        }
    }

    private static TreeMutation editedLines(SortedMap<String, String> tree, Random random) {
        List<String> lines = lines(tree);
        int at = random.nextInt(lines.size());
        String what;
        switch (random.nextInt(4)) {
            case 0 -> {
                what = "delete line " + (at + 1);
                lines.remove(at);
            }
            case 1 -> {
                what = "repeat line " + (at + 1);
                lines.add(at, lines.get(at));
            }
            case 2 -> {
                int other = (at + 1) % lines.size();
                what = "swap lines " + (at + 1) + " and " + (other + 1);
                String line = lines.set(at, lines.get(other));
                lines.set(other, line);
            }
            default -> {
                what = "a space in line " + (at + 1);
                lines.set(at, lines.get(at).replaceFirst(":", ": "));
            }
        }
        tree.put(MANIFEST, text(lines));
        return new TreeMutation(what, tree, List.of(MANIFEST));
    }

    /** Objects and their lines together, as if they had never been; sometimes the marker's count follows. */
    private static TreeMutation withoutCollection(SortedMap<String, String> tree, Random random) {
        List<String> data = tree.keySet().stream()
                .filter(key -> key.endsWith("/metadata.json"))
                .toList();
        String metadata = data.get(random.nextInt(data.size()));
        String folder = metadata.substring(0, metadata.lastIndexOf('/') + 1);
        List<String> lines = lines(tree);
        int before = lines.size();
        lines.removeIf(line -> line.startsWith("{\"key\":") && line.contains("/" + folder));
        tree.keySet().removeIf(key -> key.startsWith(folder));
        tree.put(MANIFEST, text(lines));
        if (random.nextBoolean()) {
            int removed = before - lines.size();
            int total = before - 2;
            tree.put(
                    ".complete",
                    tree.getOrDefault(".complete", "")
                            .replace("\"totalFiles\":" + total, "\"totalFiles\":" + (total - removed)));
        }
        return new TreeMutation("no trace of " + folder, tree, List.of(MANIFEST));
    }

    private static List<String> lines(Map<String, String> tree) {
        return new ArrayList<>(Arrays.asList(tree.getOrDefault(MANIFEST, "").split("\n")));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
