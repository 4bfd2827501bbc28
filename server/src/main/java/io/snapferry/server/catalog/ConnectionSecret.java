package io.snapferry.server.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A connection string of MongoDB, which may hold a user and a password. Never printed; {@link #withoutCredentials} is what
 * may be shown.
 *
 * @param value for example {@code mongodb://backup:secret@db1:27017,db2:27017/?replicaSet=rs0}
 */
public record ConnectionSecret(String value) {
    /** Longer than fifty hosts with all options. */
    public static final int MAX_LENGTH = 8_192;

    /** The user and password may hold any character but {@code / ? @}, which have to be percent-encoded in it. */
    private static final Pattern FORM =
            Pattern.compile("(?<scheme>mongodb(?:\\+srv)?://)(?:[^/?@]*@)?(?<hosts>[^/?@]+)(?:/[^?]*)?(?:\\?.*)?");

    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+)(?::[0-9]{1,5})?");

    /** @throws IllegalArgumentException when it has not the form of one; the message does not hold it */
    public ConnectionSecret {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a connection string of MongoDB");
        }
    }

    /** Whether the text has the form of a connection string. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && parsed(text).isPresent();
    }

    private static Optional<Matcher> parsed(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (String host : matcher.group("hosts").split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(matcher);
    }

    /** Scheme and hosts, without user, password, database and options. */
    public String withoutCredentials() {
        Matcher matcher = parsed(value).orElseThrow();
        return matcher.group("scheme") + matcher.group("hosts");
    }

    /** What the option {@code replicaSet} says. */
    public Optional<String> replicaSetName() {
        return options("replicaSet").stream().findFirst();
    }

    /** All values of an option, as they are written; the names of options know no case. */
    public List<String> options(String name) {
        int options = value.indexOf('?');
        if (options < 0) {
            return List.of();
        }
        return Stream.of(value.substring(options + 1).split("[&;]"))
                .map(option -> option.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equalsIgnoreCase(name))
                .map(pair -> pair[1])
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Whether the hosts are to be asked of the domain name system. */
    public boolean isSrv() {
        return value.startsWith("mongodb+srv:");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ConnectionSecret[" + withoutCredentials() + "]";
    }
}
