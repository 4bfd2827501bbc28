package io.snapferry.server.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who credentials say they are of, whether that is true or not. Never any part of what should prove it. */
public final class ClaimedName {
    private static final Pattern DIGEST = Pattern.compile("(?i)digest .*?username=\"([^\"]*)\".*");
    private static final Pattern BASIC = Pattern.compile("(?i)basic +([A-Za-z0-9+/=]+) *");
    private static final int MAX_CHARACTERS = 100;
    private static final int MAX_HEADER_CHARACTERS = 4_096;

    private ClaimedName() {}

    /**
     * The user name of digest or basic credentials, cut and without control characters; empty when there is none, as in a bearer
     * token.
     *
     * @param authorization the header's value
     */
    public static String in(String authorization) {
        if (authorization.length() > MAX_HEADER_CHARACTERS) {
            return "";
        }
        Matcher digest = DIGEST.matcher(authorization);
        if (digest.matches()) {
            return shown(digest.group(1));
        }
        Matcher basic = BASIC.matcher(authorization);
        if (basic.matches()) {
            try {
                String pair = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0 ? "" : shown(pair.substring(0, colon));
            } catch (IllegalArgumentException e) {
                return ""; // not Base64
            }
        }
        return "";
    }

    private static String shown(String name) {
        String cut = name.length() <= MAX_CHARACTERS ? name : name.substring(0, MAX_CHARACTERS);
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
