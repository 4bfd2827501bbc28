package io.snapferry.testing.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it reached the store, before the store judged it.
 *
 * @param method for example {@code PUT}
 * @param path as sent: percent-encoded, from the first slash to before the question mark
 * @param query as sent, without the question mark; empty when there is none
 * @param headers by lower-case name
 */
public record RecordedRequest(String method, String path, String query, Map<String, String> headers) {

    public RecordedRequest {
        headers = Map.copyOf(headers);
    }

    /** The first segment of the path, since buckets are addressed in the path here. */
    public String bucket() {
        int end = path.indexOf('/', 1);
        return decode(end < 0 ? path.substring(1) : path.substring(1, end));
    }

    /** What follows the bucket; empty for a request to the bucket itself. */
    public String key() {
        int end = path.indexOf('/', 1);
        return end < 0 ? "" : decode(path.substring(end + 1));
    }

    /** Whether the query has a parameter of this name, with or without a value. */
    public boolean hasParameter(String name) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.equals(name) || parameter.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }

    /** By name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether it carries an object's bytes: a whole object or one part of it. */
    public boolean isUpload() {
        return method.equals("PUT") && !key().isEmpty();
    }

    /** Whether it puts the parts of an object together. */
    public boolean isCompletionOfParts() {
        return method.equals("POST") && hasParameter("uploadId");
    }

    /** What is asked for, beside method and key: the query without what differs from run to run. */
    String operation() {
        return query.replaceAll("(^|&)uploadId=[^&]*", "$1uploadId");
    }

    long bodySizeBytes() {
        return Long.parseLong(header("content-length").orElse("0"));
    }

    /** Whether the client waits for an answer before it sends the body. */
    boolean expectsContinue() {
        return header("expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    private static String decode(String encoded) {
        // URLDecoder is for forms, where a plus is a space; in a path it is a plus.
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
