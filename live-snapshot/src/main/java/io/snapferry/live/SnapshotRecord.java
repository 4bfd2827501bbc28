package io.snapferry.live;

import io.snapferry.live.ReadMode.PinnedClusterTime;
import io.snapferry.live.ReadMode.Unpinned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * The text of a {@code snapshot.json}: what a dump is and how consistent, relaxed Extended JSON. It lies beside the dump,
 * because whatever lies in a dump's folder is taken for a part of it.
 *
 * <pre>
 * {createdAt, readMode: "pinnedClusterTime", clusterTime: {$timestamp}     or
 *             readMode: "unpinned", reason,
 *  serverVersion, [replicaSet], documents, bytes, leftOut: [...],
 *  collections: [{namespace, kind, documents, bytes}, ...]}
 * </pre>
 */
final class SnapshotRecord {
    private SnapshotRecord() {}

    static byte[] write(TakenSnapshot snapshot, List<CollectionTotals> collections) {
        BsonDocument document = new BsonDocument(
                "createdAt", new BsonString(snapshot.createdAt().toString()));
        if (snapshot.mode() instanceof PinnedClusterTime pinned) {
            document.append("readMode", new BsonString("pinnedClusterTime"))
                    .append("clusterTime", pinned.clusterTime());
        } else if (snapshot.mode() instanceof Unpinned unpinned) {
            document.append("readMode", new BsonString("unpinned")).append("reason", new BsonString(unpinned.reason()));
        }
        document.append("serverVersion", new BsonString(snapshot.serverVersion()));
        snapshot.replicaSetName().ifPresent(name -> document.append("replicaSet", new BsonString(name)));
        document.append("documents", new BsonInt64(snapshot.documents()))
                .append("bytes", new BsonInt64(snapshot.bytes()))
                .append("leftOut", leftOut())
                .append("collections", collections(collections));
        return (document.toJson(JsonWriterSettings.builder()
                                .outputMode(JsonMode.RELAXED)
                                .indent(true)
                                .build())
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static BsonArray leftOut() {
        BsonArray leftOut = new BsonArray();
        Catalog.DATABASES_LEFT_OUT.forEach(database -> leftOut.add(new BsonString(database)));
        return leftOut;
    }

    private static BsonArray collections(List<CollectionTotals> collections) {
        BsonArray array = new BsonArray();
        for (CollectionTotals collection : collections) {
            array.add(new BsonDocument(
                            "namespace", new BsonString(collection.namespace().toString()))
                    .append("kind", new BsonString(collection.kind().name()))
                    .append("documents", new BsonInt64(collection.documents()))
                    .append("bytes", new BsonInt64(collection.bytes())));
        }
        return array;
    }
}
