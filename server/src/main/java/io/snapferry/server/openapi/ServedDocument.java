package io.snapferry.server.openapi;

import io.snapferry.server.http.Answer;
import io.snapferry.server.http.ApiRequest;
import io.snapferry.server.http.RawBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A document that changes with the program only, with what a client needs to fetch it once. */
final class ServedDocument {
    private final String mediaType;
    private final byte[] bytes;
    private final Map<String, String> headers;

    /** @param moreHeaders of the answer that has the document */
    ServedDocument(String mediaType, byte[] bytes, Map<String, String> moreHeaders) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        Map<String, String> all = new HashMap<>(moreHeaders);
        // Weak, since the same document also goes over the wire compressed
        all.put("ETag", "W/\"" + sha256(bytes) + "\"");
        all.put("Cache-Control", "no-cache");
        this.headers = Map.copyOf(all);
    }

    /** The document, or 304 when the client has it. */
    Answer answer(ApiRequest request) {
        String tag = weak(headers.getOrDefault("ETag", ""));
        boolean isKnown = request.header("If-None-Match")
                .map(tags -> Stream.of(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(any -> any.equals("*") || weak(any).equals(tag)))
                .orElse(false);
        return isKnown
                ? new Answer(304, Optional.empty(), headers)
                : new Answer(200, Optional.of(new RawBody(mediaType, bytes)), headers);
    }

    /** Without the mark of a weak tag: If-None-Match compares weakly (RFC 9110, section 13.1.2). */
    private static String weak(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** In Base64. */
    static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
