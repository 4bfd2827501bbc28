package io.snapferry.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters after the question mark, strictly read. Parameters that nobody asks for are ignored, as Atlas does. */
public final class QueryParameters {
    static final QueryParameters NONE = new QueryParameters(List.of());

    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    private record Parameter(String name, String value, String asSent) {}

    /**
     * Reads a query string.
     *
     * @throws ApiException when a percent sign or a byte sequence of UTF-8 is malformed
     */
    static QueryParameters parse(String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String asSent : query.split("&", -1)) {
            if (!asSent.isEmpty()) {
                int equals = asSent.indexOf('=');
                String name = equals < 0 ? asSent : asSent.substring(0, equals);
                String value = equals < 0 ? "" : asSent.substring(equals + 1);
                parameters.add(new Parameter(decode(name, name), decode(value, name), asSent));
            }
        }
        return new QueryParameters(List.copyOf(parameters));
    }

    /**
     * The value of a parameter.
     *
     * @throws ApiException when it was given more than once
     */
    public Optional<String> single(String name) {
        List<Parameter> found =
                parameters.stream().filter(p -> p.name().equals(name)).toList();
        if (found.size() > 1) {
            throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(name, "it was given " + found.size() + " times");
        }
        return found.stream().map(Parameter::value).findFirst();
    }

    /**
     * A parameter that is true or false.
     *
     * @throws ApiException when it is neither
     */
    public boolean flag(String name, boolean whenAbsent) {
        Optional<String> value = single(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        boolean isTrue = value.get().equalsIgnoreCase("true");
        if (!isTrue && !value.get().equalsIgnoreCase("false")) {
            throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(
                    name, "expected true or false, found \"" + value.get() + "\"");
        }
        return isTrue;
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws ApiException when it is none, or outside of the range
     */
    public int integer(String name, int whenAbsent, int min, int max) {
        Optional<String> value = single(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, in the same words as a number outside of the range
        }
        throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(
                name, "expected a whole number from " + min + " to " + max + ", found \"" + value.get() + "\"");
    }

    /** The query as it was sent, without the parameters of these names; empty when nothing is left. */
    String asSentWithout(Set<String> names) {
        return parameters.stream()
                .filter(p -> !names.contains(p.name()))
                .map(Parameter::asSent)
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text, String parameterName) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '%') {
                int high = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
                int low = position + 1 < text.length() ? Character.digit(text.charAt(position + 1), 16) : -1;
                if (high < 0 || low < 0) {
                    throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(parameterName, "malformed percent-encoding");
                }
                bytes.write(high << 4 | low);
                position += 2;
            } else {
                bytes.writeBytes(String.valueOf(c == '+' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiErrorCode.INVALID_QUERY_PARAMETER.with(parameterName, "malformed UTF-8");
        }
    }
}
