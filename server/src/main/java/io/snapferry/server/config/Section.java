package io.snapferry.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file. It was checked to hold known keys only, each once; an empty value counts as not given. */
final class Section {
    private static final int MAX_SECRET_BYTES = 1 << 16;
    private static final Pattern LINE_ENDS = Pattern.compile("[\r\n]+\\z");
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);

    private final String key;
    private final String pattern;
    private final String where;
    private final Map<String, Node> nodes;
    private final YamlFile file;
    private final Map<String, String> environment;

    private Section(
            String key,
            String pattern,
            String where,
            Map<String, Node> nodes,
            YamlFile file,
            Map<String, String> environment) {
        this.key = key;
        this.pattern = pattern;
        this.where = where;
        this.nodes = nodes;
        this.file = file;
        this.environment = environment;
    }

    /** The whole file. */
    static Section root(YamlFile file, Map<String, String> environment) throws ConfigurationException {
        Section empty = new Section("", "", "", Map.of(), file, environment);
        Optional<Node> node = file.root().filter(root -> !isEmpty(root));
        return node.isEmpty() ? empty : empty.checked("", "", node.get());
    }

    private Section checked(String childKey, String childPattern, Node node) throws ConfigurationException {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(childKey, "expected keys and values, found " + kindOf(node), node);
        }
        Set<String> known = ConfigurationKey.namesIn(childPattern);
        Map<String, Node> children = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw problem(childKey, "expected text as a key, found " + kindOf(tuple.getKeyNode()), node);
            }
            String fullName = childKey.isEmpty() ? name.getValue() : childKey + "." + name.getValue();
            if (!known.contains(name.getValue())) {
                throw problem(fullName, "unknown key; known here are " + String.join(", ", known), name);
            }
            if (!PLAIN_TAGS.contains(tuple.getValueNode().getTag())) {
                throw problem(fullName, "tags are not supported", name);
            }
            if (children.put(name.getValue(), tuple.getValueNode()) != null) {
                throw problem(fullName, "given twice", name);
            }
        }
        return new Section(childKey, childPattern, file.placeOf(node), children, file, environment);
    }

    /** In full, as it is named in messages. */
    String key() {
        return key;
    }

    /** Where relative paths start from. */
    Path folder() {
        return file.folder();
    }

    /** The section of this name, empty when it is not given. */
    Section section(String name) throws ConfigurationException {
        Optional<Node> node = node(name);
        return node.isPresent()
                ? checked(fullName(name), fullPattern(name), node.get())
                : new Section(fullName(name), fullPattern(name), where, Map.of(), file, environment);
    }

    /** The sections of a list, none when it is not given. */
    List<Section> sections(String name) throws ConfigurationException {
        List<Section> sections = new ArrayList<>();
        for (Node item : items(name)) {
            String itemKey = fullName(name) + "[" + sections.size() + "]";
            sections.add(checked(itemKey, fullPattern(name) + "[]", item));
        }
        return sections;
    }

    /** The values of a list, none when it is not given. */
    List<Value> values(String name) throws ConfigurationException {
        List<Value> values = new ArrayList<>();
        for (Node item : items(name)) {
            values.add(scalar(fullName(name) + "[" + values.size() + "]", item));
        }
        return values;
    }

    private List<Node> items(String name) throws ConfigurationException {
        Optional<Node> node = node(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw problem(fullName(name), "expected a list, found " + kindOf(node.get()), node.get());
        }
        return sequence.getValue();
    }

    Optional<Value> value(String name) throws ConfigurationException {
        Optional<Node> node = node(name);
        return node.isPresent() ? Optional.of(scalar(fullName(name), node.get())) : Optional.empty();
    }

    Value required(String name) throws ConfigurationException {
        Optional<Value> value = value(name);
        if (value.isEmpty()) {
            throw missing(name);
        }
        return value.get();
    }

    /** The value, or what the key's default is. */
    Value valueOrDefault(String name) throws ConfigurationException {
        Optional<Value> value = value(name);
        if (value.isPresent()) {
            return value.get();
        }
        ConfigurationKey declared = ConfigurationKey.ALL.stream()
                .filter(candidate -> candidate.pattern().equals(fullPattern(name)))
                .findFirst()
                .orElseThrow();
        return new Value(fullName(name), "default", declared.fallback(), file.folder());
    }

    /** From the file itself, from another file or from an environment variable, whichever is named. */
    Optional<Secret> secret(String name) throws ConfigurationException {
        Optional<Value> inline = value(name);
        Optional<Value> fromFile = value(name + ConfigurationKey.FILE_SUFFIX);
        Optional<Value> fromEnvironment = value(name + ConfigurationKey.ENVIRONMENT_SUFFIX);
        if ((inline.isPresent() ? 1 : 0) + (fromFile.isPresent() ? 1 : 0) + (fromEnvironment.isPresent() ? 1 : 0) > 1) {
            throw new ConfigurationException(
                    fullName(name) + ": give only one of it, its -file and its -env (" + where + ")");
        }
        if (inline.isPresent()) {
            return Optional.of(new Secret(inline.get().text()));
        }
        if (fromFile.isPresent()) {
            return Optional.of(secretOfFile(fromFile.get()));
        }
        return fromEnvironment.isPresent() ? Optional.of(secretOfEnvironment(fromEnvironment.get())) : Optional.empty();
    }

    Secret requiredSecret(String name) throws ConfigurationException {
        Optional<Secret> secret = secret(name);
        if (secret.isEmpty()) {
            throw missing(name);
        }
        return secret.get();
    }

    private static Secret secretOfFile(Value name) throws ConfigurationException {
        Path path = name.path();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_SECRET_BYTES + 1);
            String text = LINE_ENDS
                    .matcher(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
                    .replaceFirst("");
            if (text.isEmpty() || bytes.length > MAX_SECRET_BYTES) {
                throw name.refused("file " + path + " is empty or longer than " + MAX_SECRET_BYTES + " bytes");
            }
            return new Secret(text);
        } catch (IOException e) {
            throw name.refused("file " + path + " cannot be read: "
                    + e.getClass().getSimpleName().replace("Exception", ""));
        }
    }

    private Secret secretOfEnvironment(Value name) throws ConfigurationException {
        String text = environment.getOrDefault(name.text(), "");
        if (text.isEmpty()) {
            throw name.refused("environment variable " + name.text() + " is not set");
        }
        return new Secret(text);
    }

    /** A problem with this section as a whole. */
    ConfigurationException refused(String name, String reason) {
        return new ConfigurationException(fullName(name) + ": " + reason + " (" + where + ")");
    }

    private ConfigurationException missing(String name) {
        return refused(name, "required, but not given");
    }

    private Optional<Node> node(String name) {
        if (!ConfigurationKey.namesIn(pattern).contains(name)) {
            throw new IllegalArgumentException("not among the known keys: " + fullPattern(name));
        }
        return Optional.ofNullable(nodes.get(name)).filter(node -> !isEmpty(node));
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
    }

    private Value scalar(String fullName, Node node) throws ConfigurationException {
        if (node instanceof ScalarNode scalar && PLAIN_TAGS.contains(node.getTag()) && !isEmpty(node)) {
            return new Value(fullName, file.placeOf(node), scalar.getValue(), file.folder());
        }
        throw problem(fullName, "expected a single value, found " + kindOf(node), node);
    }

    private ConfigurationException problem(String fullName, String reason, Node node) {
        String subject = fullName.isEmpty() ? "configuration" : fullName;
        return new ConfigurationException(subject + ": " + reason + " (" + file.placeOf(node) + ")");
    }

    private static String kindOf(Node node) {
        if (node instanceof MappingNode) {
            return "keys and values";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return isEmpty(node) ? "nothing" : "a single value";
    }

    private String fullName(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private String fullPattern(String name) {
        return pattern.isEmpty() ? name : pattern + "." + name;
    }
}
