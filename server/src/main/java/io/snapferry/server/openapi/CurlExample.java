package io.snapferry.server.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.Tag;
import io.snapferry.server.schema.Property;
import java.util.Locale;

/** A command that sends a request of an operation's newest version, with placeholders for the names of things. */
final class CurlExample {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CurlExample() {}

    static String of(DescribedRoute route) {
        StringBuilder command = new StringBuilder("curl");
        if (route.description().tag() == Tag.TOKENS) {
            command.append(" --user \"$CLIENT_ID:$CLIENT_SECRET\"");
        } else if (route.permission() != Permission.ANYONE) {
            command.append(" --digest --user \"$PUBLIC_KEY:$PRIVATE_KEY\"");
        }
        route.newest()
                .version()
                .ifPresent(version -> command.append(" --header 'Accept: ")
                        .append(DescribedRoute.mediaType(route.newest()))
                        .append('\''));
        command.append(" --request ").append(route.route().method());
        route.description().body().ifPresent(body -> {
            if (body.isForm()) {
                command.append(" --data '...'");
            } else {
                command.append(" --header 'Content-Type: application/json' --data '")
                        .append(json(body.schema().example()))
                        .append('\'');
            }
        });
        String path = route.route().template();
        for (Property parameter : route.pathParameters()) {
            path = path.replace(
                    "{" + parameter.name() + "}",
                    "$" + parameter.name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
        }
        return command.append(" \"$SERVER").append(path).append('"').toString();
    }

    private static String json(Object example) {
        try {
            return MAPPER.writeValueAsString(example);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an example", e);
        }
    }
}
