package io.snapferry.store.location;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads the forms that {@link StoreUrl} lists. */
final class StoreUrlParser {
    /**
     * Wider than the rules of AWS (3 to 63, lower case, no underscore), because buckets elsewhere are; but nothing that could be
     * a user, a port or an option.
     */
    private static final Pattern BUCKET = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}");

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*", Pattern.DOTALL);
    private static final String ALLOWED = "allowed are s3://bucket, file:///dir and null:";

    private StoreUrlParser() {}

    static StoreUrl parse(String text) {
        if (text.equals("null:")) {
            return new StoreUrl.Discard();
        }
        if (text.startsWith("s3://")) {
            return bucket(text.substring("s3://".length()));
        }
        if (text.startsWith("file:")) {
            return folder(text, text.substring("file:".length()));
        }
        throw new IllegalArgumentException(
                (text.isEmpty() ? "the URL of a bucket is empty" : "not the URL of a bucket: " + withoutUser(text))
                        + "; " + ALLOWED);
    }

    static StoreUrl parseLocation(String text) {
        boolean isPath = !text.isEmpty() && !SCHEME.matcher(text).matches();
        return isPath ? new StoreUrl.Folder(path(text, text)) : parse(text);
    }

    private static StoreUrl bucket(String rest) {
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (!BUCKET.matcher(bucket).matches()) {
            // Not repeated: some tools take s3://key:secret@bucket.
            throw new IllegalArgumentException(
                    "s3:// is not followed by a bucket's name of letters, digits, dots, dashes and underscores; "
                            + ALLOWED);
        }
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        String keyPrefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (keyPrefix.startsWith("/") || keyPrefix.endsWith("/") || keyPrefix.contains("//")) {
            throw new IllegalArgumentException("an empty name between two slashes: s3://" + rest);
        }
        return new StoreUrl.S3(bucket, keyPrefix);
    }

    private static StoreUrl folder(String text, String rest) {
        String encoded = rest;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String host = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            if (!host.isEmpty() && !host.equals("localhost")) {
                throw new IllegalArgumentException("not a folder on this machine: " + withoutUser(text)
                        + "; a folder has three slashes, as in file:///dir");
            }
            encoded = slash < 0 ? "" : rest.substring(slash);
        }
        if (!encoded.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + text + "; " + ALLOWED);
        }
        return new StoreUrl.Folder(path(text, percentDecoded(text, encoded)));
    }

    private static Path path(String text, String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path on this machine: " + text + ": " + e.getReason(), e);
        }
    }

    private static String percentDecoded(String text, String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "a percent sign without two hex digits: " + text + "; write %25 for the sign itself");
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("percent-encoded bytes that are not UTF-8: " + text, e);
        }
    }

    /** Passwords in URLs stand before an at sign. */
    private static String withoutUser(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }
}
