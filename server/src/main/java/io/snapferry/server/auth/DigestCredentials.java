package io.snapferry.server.auth;

import io.snapferry.server.catalog.DigestAlgorithm;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of an {@code Authorization: Digest} header with {@code qop=auth}.
 *
 * @param username as sent
 * @param realm as sent
 * @param nonce as sent, not yet checked
 * @param uri the request target as the client hashed it
 * @param response lower-case hex digits, as many as the algorithm makes
 * @param nonceCountHex 8 hex digits as the client hashed them
 * @param nonceCount their value, at least 1
 * @param clientNonce as sent, not empty
 */
record DigestCredentials(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        String nonceCountHex,
        long nonceCount,
        String clientNonce) {
    /** The longest header that is looked at, in characters; real ones have some 300 plus the length of the URI. */
    static final int MAX_LENGTH = 12_288;

    private static final String SCHEME = "digest ";
    private static final int MAX_PARAMETERS = 24;
    private static final int NONCE_COUNT_DIGITS = 8;
    /** Parameters that ask for something that was not offered. */
    private static final Set<String> REFUSED = Set.of("username*", "userhash");

    /**
     * Reads a header's value.
     *
     * @param algorithm that the challenge asked for; a header without one means MD5 (RFC 7616, section 3.4)
     * @return empty when it is not well-formed, repeats a parameter, lacks one, or asks for another algorithm or quality of
     *     protection than the challenge offers
     */
    static Optional<DigestCredentials> parse(String header, DigestAlgorithm algorithm) {
        if (header.length() > MAX_LENGTH || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return new Scanner(header, SCHEME.length()).parameters().flatMap(parameters -> of(parameters, algorithm));
    }

    private static Optional<DigestCredentials> of(Map<String, String> parameters, DigestAlgorithm algorithm) {
        String nonceCount = parameters.getOrDefault("nc", "");
        String response = parameters.getOrDefault("response", "");
        String clientNonce = parameters.getOrDefault("cnonce", "");
        if (!parameters.keySet().containsAll(Set.of("username", "realm", "nonce", "uri"))
                || parameters.keySet().stream().anyMatch(REFUSED::contains)
                || !parameters.getOrDefault("algorithm", "MD5").equalsIgnoreCase(algorithm.token())
                || !parameters.getOrDefault("qop", "").equals("auth")
                || clientNonce.isEmpty()
                || !isHex(nonceCount, NONCE_COUNT_DIGITS)
                || !isHex(response, algorithm.hexDigits())) {
            return Optional.empty();
        }
        long count = Long.parseLong(nonceCount, 16);
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(new DigestCredentials(
                parameters.getOrDefault("username", ""),
                parameters.getOrDefault("realm", ""),
                parameters.getOrDefault("nonce", ""),
                parameters.getOrDefault("uri", ""),
                response.toLowerCase(Locale.ROOT),
                nonceCount,
                count,
                clientNonce));
    }

    private static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }

    /** Walks over {@code name=value, name="quoted value"}; every step moves forward, so it ends with the text. */
    private static final class Scanner {
        private final String text;
        private final Map<String, String> parameters = new HashMap<>();
        private int position;

        Scanner(String text, int start) {
            this.text = text;
            this.position = start;
        }

        /** Names in lower case; empty when the text is not well-formed. */
        Optional<Map<String, String>> parameters() {
            skipSpace();
            while (position < text.length()) {
                if (!parameter() || parameters.size() > MAX_PARAMETERS) {
                    return Optional.empty();
                }
                skipSpace();
                if (position < text.length() && text.charAt(position++) != ',') {
                    return Optional.empty();
                }
                skipSpace();
            }
            return Optional.of(parameters);
        }

        private boolean parameter() {
            String name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            if (name.isEmpty() || position >= text.length() || text.charAt(position++) != '=') {
                return false;
            }
            skipSpace();
            boolean isQuoted = position < text.length() && text.charAt(position) == '"';
            Optional<String> value = isQuoted ? quoted() : Optional.of(token()).filter(token -> !token.isEmpty());
            return value.isPresent() && parameters.put(name, value.get()) == null;
        }

        private String token() {
            int start = position;
            while (position < text.length() && isTokenCharacter(text.charAt(position))) {
                position++;
            }
            return text.substring(start, position);
        }

        private Optional<String> quoted() {
            StringBuilder value = new StringBuilder();
            position++;
            while (position < text.length()) {
                char c = text.charAt(position++);
                if (c == '"') {
                    return Optional.of(value.toString());
                }
                if (c == '\\') {
                    if (position >= text.length()) {
                        return Optional.empty();
                    }
                    c = text.charAt(position++);
                }
                if (Character.isISOControl(c)) {
                    return Optional.empty();
                }
                value.append(c);
            }
            return Optional.empty();
        }

        private void skipSpace() {
            while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
                position++;
            }
        }

        private static boolean isTokenCharacter(char c) {
            return c > ' ' && c < 127 && c != ',' && c != '=' && c != '"';
        }
    }
}
