package io.snapferry.testing.dump;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** What a dump holds of one collection. Changed by its {@link DumpBuilder} only. */
final class DumpedCollection {
    final String database;
    final String name;
    String type = "";
    BsonDocument options = new BsonDocument();
    BsonArray indexes = BsonArray.parse("[{\"v\": 2, \"key\": {\"_id\": 1}, \"name\": \"_id_\"}]");
    String uuidHex = "";
    boolean hasMetadata = true;
    final List<byte[]> documents = new ArrayList<>();

    DumpedCollection(String database, String name) {
        this.database = database;
        this.name = name;
    }

    boolean isView() {
        return type.equals("view");
    }

    String dataName() {
        return type.equals("timeseries") ? "system.buckets." + name : name;
    }

    /** The text of its metadata.json. */
    String metadataJson() {
        BsonDocument metadata = new BsonDocument();
        if (!options.isEmpty()) {
            metadata.append("options", options);
        }
        metadata.append("indexes", indexes);
        if (!uuidHex.isEmpty()) {
            metadata.append("uuid", new BsonString(uuidHex));
        }
        metadata.append("collectionName", new BsonString(name));
        if (!type.isEmpty()) {
            metadata.append("type", new BsonString(type));
        }
        return metadata.toJson(
                JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build());
    }

    byte[] documentBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        documents.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
