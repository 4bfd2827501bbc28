package io.snapferry.layout;

import io.snapferry.source.Namespace;
import io.snapferry.store.ObjectKey;

/**
 * The keys of one export. Methods throw {@link IllegalArgumentException} when a name makes a key that S3 would refuse.
 *
 * @param prefix of all keys
 */
public record ExportLayout(ExportPrefix prefix) {
    private static final String METADATA = "metadata.json";
    private static final String MANIFEST = ".manifest.jsonl";
    private static final String COMPLETE = ".complete";

    /** The object of a chunk. */
    public ObjectKey chunk(Namespace namespace, String replicaSet, int number) {
        return new ObjectKey(folder(namespace) + replicaSet + "." + number + ".json.gz");
    }

    /** The object that describes a collection. */
    public ObjectKey metadata(Namespace namespace) {
        return new ObjectKey(folder(namespace) + METADATA);
    }

    /** The list of everything that the export wrote. */
    public ObjectKey manifest() {
        return new ObjectKey(prefix + "/" + MANIFEST);
    }

    /** The object that says that nothing is missing. */
    public ObjectKey completionMarker() {
        return new ObjectKey(prefix + "/" + COMPLETE);
    }

    private String folder(Namespace namespace) {
        return prefix + "/" + NamespaceSegment.encode(namespace.database()) + "/"
                + NamespaceSegment.encode(namespace.collection()) + "/";
    }
}
