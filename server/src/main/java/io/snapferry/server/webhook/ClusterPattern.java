package io.snapferry.server.webhook;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names clusters as {@code project/cluster}, where a star stands for any characters: {@code Shop/*}.
 *
 * @param text as it was given
 */
public record ClusterPattern(String text) {
    /** @throws IllegalArgumentException when there is no slash with something on both sides */
    public ClusterPattern {
        int slash = text.lastIndexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("not project/cluster: \"" + text + "\"");
        }
    }

    /** Whether the cluster is meant. */
    public boolean matches(String projectName, String clusterName) {
        String expression =
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL)
                .matcher(projectName + "/" + clusterName)
                .matches();
    }
}
