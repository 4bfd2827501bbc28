package io.snapferry.server.openapi;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.http.Route;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the parameters of a path are, by their names: ids, where nothing else is told. */
final class PathParameters {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

    private static final Map<String, Schema> OTHER_THAN_IDS = Map.of(
            "clusterName", Schema.text().matching(Cluster.NAME_FORM),
            "groupName", Schema.text().notEmpty(),
            "clientId", Schema.text().matching("mdb_sa_id_[0-9a-f]{24}"),
            "cloudProvider", Schema.choice("AWS"),
            "ipAddress", Schema.text().notEmpty());

    private static final Map<String, String> TEXTS = Map.of(
            "groupId", "the project",
            "orgId", "the organization",
            "ipAddress", "an address, or a range with a dash for its slash, for example 192.0.2.0-24");

    private PathParameters() {}

    static List<Property> of(Route route) {
        return PARAMETER
                .matcher(route.template())
                .results()
                .map(PathParameters::parameter)
                .toList();
    }

    private static Property parameter(MatchResult found) {
        String name = found.group(1);
        return Property.required(name, OTHER_THAN_IDS.getOrDefault(name, Schema.id()), TEXTS.getOrDefault(name, ""));
    }
}
