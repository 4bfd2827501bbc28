package io.snapferry.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What all keys of one export begin with: {@code exported_snapshots/<org>/<project>/<cluster>/<minute>/<second>}.
 *
 * @param value without leading or trailing slash
 */
public record ExportPrefix(String value) {
    /** The first segment of every key. */
    public static final String ROOT = "exported_snapshots";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm").withZone(ZoneOffset.UTC);

    /** Everything but the last segment, the second in which the request was accepted. */
    public static String base(PrefixStyle style, SnapshotIdentity identity) {
        return String.join(
                "/",
                ROOT,
                segment(style, identity.orgId(), identity.orgName()),
                segment(style, identity.groupId(), identity.groupName()),
                identity.clusterName(),
                MINUTE.format(identity.createdAt()));
    }

    /** The whole prefix. */
    public static ExportPrefix of(PrefixStyle style, SnapshotIdentity identity, Instant acceptedAt) {
        return new ExportPrefix(base(style, identity) + "/" + acceptedAt.getEpochSecond());
    }

    private static String segment(PrefixStyle style, String id, String name) {
        return switch (style) {
            case IDS -> id;
            case NAMES -> PrefixName.sanitise(name, '_').orElse(id);
            case NAMES_2021 -> PrefixName.sanitise(name, '+').orElse(id);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
