package io.snapferry.testing.deployment;

import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;

/** The order of documents in their {@code _id} index, for the types that the tests use: by type, then by value. */
public enum IdOrder implements Comparator<BsonDocument> {
    INSTANCE;

    private static final List<BsonType> TYPES = List.of(
            BsonType.NULL, BsonType.INT32, BsonType.STRING, BsonType.DOCUMENT, BsonType.BOOLEAN, BsonType.DATE_TIME);

    @Override
    public int compare(BsonDocument left, BsonDocument right) {
        return compare(left.getOrDefault("_id", BsonNull.VALUE), right.getOrDefault("_id", BsonNull.VALUE));
    }

    private static int compare(BsonValue left, BsonValue right) {
        int byType = Integer.compare(rank(left), rank(right));
        return byType != 0 ? byType : compareValues(left, right);
    }

    private static int rank(BsonValue value) {
        int rank = TYPES.indexOf(value.getBsonType());
        if (rank < 0) {
            throw new IllegalArgumentException("no order for " + value.getBsonType());
        }
        return rank;
    }

    private static int compareValues(BsonValue left, BsonValue right) {
        return switch (left.getBsonType()) {
            case INT32 ->
                Integer.compare(left.asInt32().getValue(), right.asInt32().getValue());
            case STRING -> left.asString().getValue().compareTo(right.asString().getValue());
            case BOOLEAN ->
                Boolean.compare(left.asBoolean().getValue(), right.asBoolean().getValue());
            case DATE_TIME ->
                Long.compare(left.asDateTime().getValue(), right.asDateTime().getValue());
            case DOCUMENT -> compare(only(left.asDocument()), only(right.asDocument()));
            default -> 0;
        };
    }

    private static BsonValue only(BsonDocument document) {
        return document.values().iterator().next();
    }
}
