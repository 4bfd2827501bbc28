package io.snapferry.server.own;

import io.snapferry.server.http.JsonBody;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path on the server's disk that a request names. */
final class ServerPath {
    private ServerPath() {}

    /** Reads an absolute path and takes the dots out of it. */
    static Path of(JsonBody body, String attribute) {
        String text = body.text(attribute);
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // refused below, in the same words as a relative path
        }
        throw body.invalid(attribute, "expected an absolute path, found \"" + text + "\"");
    }
}
