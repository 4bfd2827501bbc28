package io.snapferry.server.atlas;

import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Schema;
import java.util.regex.Pattern;

/** Texts that people give to keys and accounts, in the limits of Atlas. */
final class Texts {
    private static final int MAX_DESCRIPTION_LENGTH = 250;
    private static final int MAX_NAME_LENGTH = 64;
    private static final Pattern OF_ACCOUNT = Pattern.compile("[\\p{L}\\p{N}\\-_.,' ]+");

    static final Schema.Text DESCRIPTION = Schema.text().ofLength(1, MAX_DESCRIPTION_LENGTH);
    static final Schema.Text ACCOUNT_NAME = Schema.text().ofLength(1, MAX_NAME_LENGTH);

    static final String ACCOUNT_CHARACTERS = "letters, digits, space and - _ . , '";

    private Texts() {}

    /** Reads 1 to 250 characters without control characters. */
    static String description(JsonBody body, String attribute) {
        String text = body.text(attribute);
        if (text.length() > MAX_DESCRIPTION_LENGTH) {
            throw body.invalid(attribute, "it is longer than " + MAX_DESCRIPTION_LENGTH + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw body.invalid(attribute, "it has control characters");
        }
        return text;
    }

    /** Reads 1 to 250 letters, digits and a few signs. */
    static String accountDescription(JsonBody body, String attribute) {
        String text = description(body, attribute);
        if (!OF_ACCOUNT.matcher(text).matches()) {
            throw body.invalid(attribute, "it has other characters than letters, digits, space and - _ . , '");
        }
        return text;
    }

    /** Reads 1 to 64 letters, digits and a few signs. */
    static String accountName(JsonBody body, String attribute) {
        String name = accountDescription(body, attribute);
        if (name.length() > MAX_NAME_LENGTH) {
            throw body.invalid(attribute, "it is longer than " + MAX_NAME_LENGTH + " characters");
        }
        return name;
    }
}
