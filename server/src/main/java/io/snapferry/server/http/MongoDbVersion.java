package io.snapferry.server.http;

import io.snapferry.server.schema.Schema;
import java.util.regex.Pattern;

/** A version of MongoDB as people write it. */
public final class MongoDbVersion {
    /** Of its value. */
    public static final Schema.Text SCHEMA = Schema.text().matching("[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

    private static final Pattern FORM = Pattern.compile(SCHEMA.pattern().orElseThrow());

    private MongoDbVersion() {}

    /** Reads a version such as {@code 7.0.12}; empty when the attribute is absent. */
    public static String of(JsonBody body, String attribute) {
        String version = body.optionalText(attribute).orElse("");
        if (!version.isEmpty() && !FORM.matcher(version).matches()) {
            throw body.invalid(attribute, "expected three numbers with dots between them");
        }
        return version;
    }
}
