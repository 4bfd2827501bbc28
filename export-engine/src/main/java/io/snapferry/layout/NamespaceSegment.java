package io.snapferry.layout;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A database or collection name as one segment of a key. The name stays readable: only what would change the shape of the
 * key is percent-encoded, that is {@code /}, {@code %}, control characters, and the names {@code .} and {@code ..}. The
 * true name stands in {@code metadata.json}.
 */
final class NamespaceSegment {
    private NamespaceSegment() {}

    static String encode(String name) {
        if (name.equals(".") || name.equals("..")) {
            return name.replace(".", "%2E");
        }
        StringBuilder segment = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '%' || Character.isISOControl(c)) {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    segment.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            } else {
                segment.append(c);
            }
        }
        return segment.toString();
    }
}
