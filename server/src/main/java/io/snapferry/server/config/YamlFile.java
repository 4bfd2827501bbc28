package io.snapferry.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A configuration file as a tree of YAML nodes. Nothing is constructed from the tags in it, and its size, depth and aliases
 * are bounded. No message quotes the file: it may hold secrets.
 */
final class YamlFile {
    static final int MAX_BYTES = 1 << 20;
    /** The deepest key, a replica set's source, is 11 levels down. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_ALIASES = 50;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Optional<Node> root;

    private YamlFile(Path path, Optional<Node> root) {
        this.path = path;
        this.root = root;
    }

    /** @throws ConfigurationException when the file cannot be read or is not YAML */
    static YamlFile read(Path file) throws ConfigurationException {
        Path path = file.toAbsolutePath().normalize();
        return new YamlFile(path, parse(path, content(path)));
    }

    private static String content(Path path) throws ConfigurationException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigurationException(path + ": longer than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(path + ": not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(path + ": no such file");
        } catch (IOException e) {
            throw new ConfigurationException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private static Optional<Node> parse(Path path, String text) throws ConfigurationException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        try {
            @Nullable Node node = new Yaml(options).compose(new StringReader(text));
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            throw new ConfigurationException(path + ": not YAML: " + problem(e));
        } catch (ReaderException e) {
            throw new ConfigurationException(
                    path + ": not YAML: a character that YAML does not allow, at offset " + e.getPosition());
        } catch (YAMLException e) {
            throw new ConfigurationException(
                    path + ": not YAML: " + String.valueOf(e.getMessage()).strip());
        }
    }

    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.startsWith("found undefined") || problem.startsWith("Global tag")) {
            // these end with a piece of the file, such as a password that begins with a star
            problem = "a text that begins with * or ! needs quotes";
        }
        return e.getProblemMark() == null
                ? problem
                : problem + " (line " + (e.getProblemMark().getLine() + 1) + ", column "
                        + (e.getProblemMark().getColumn() + 1) + ")";
    }

    /** Absent when the file is empty. */
    Optional<Node> root() {
        return root;
    }

    Path folder() {
        Path folder = path.getParent();
        return folder == null ? path : folder;
    }

    /** Names the place of a node in messages. */
    String placeOf(Node node) {
        return "line " + (node.getStartMark().getLine() + 1) + " of " + path;
    }
}
