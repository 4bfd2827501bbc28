package io.snapferry.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** A document per BSON type, and one with all of them. */
final class EveryType {
    private static final long NOON_MILLIS = 1_709_208_000_123L; // 2024-02-29T12:00:00.123Z
    private static final BsonObjectId ID = new BsonObjectId(new ObjectId("65e0700000000000000000aa"));

    private EveryType() {}

    static List<BsonDocument> documents() {
        List<BsonDocument> documents = new ArrayList<>();
        BsonDocument all = new BsonDocument("_id", new BsonString("all"));
        for (Map.Entry<String, BsonValue> type : values().entrySet()) {
            documents.add(new BsonDocument("_id", new BsonString(type.getKey())).append("value", type.getValue()));
            all.append(type.getKey(), type.getValue());
        }
        documents.add(all);
        return documents;
    }

    private static BsonDocument values() {
        return new BsonDocument("double", new BsonDouble(0.1))
                .append("doubleWhole", new BsonDouble(42))
                .append("doubleNegativeZero", new BsonDouble(-0.0))
                .append("doubleInfinity", new BsonDouble(Double.POSITIVE_INFINITY))
                .append("doubleNaN", new BsonDouble(Double.NaN))
                .append("string", new BsonString("Zoë said \"déjà vu\" \u2615 \ud83d\ude80\n"))
                .append("document", new BsonDocument("nested", new BsonDocument("deeper", new BsonInt32(1))))
                .append("array", new BsonArray(List.of(new BsonInt32(1), new BsonString("two"), BsonNull.VALUE)))
                .append("binary", new BsonBinary("snapferry".getBytes(StandardCharsets.UTF_8)))
                .append("uuid", new BsonBinary(UUID.fromString("73ffd264-44b3-4c69-90e8-e7d1dfc035d4")))
                .append("binaryUserDefined", new BsonBinary(BsonBinarySubType.USER_DEFINED, new byte[] {0, 1, -1}))
                .append("undefined", new BsonUndefined())
                .append("objectId", ID)
                .append("boolean", BsonBoolean.TRUE)
                .append("date", new BsonDateTime(NOON_MILLIS))
                .append("dateBeforeTheEra", new BsonDateTime(-62_198_755_200_000L))
                .append("null", BsonNull.VALUE)
                .append("regularExpression", new BsonRegularExpression("^snap.*ferry$", "im"))
                .append("dbPointer", new BsonDbPointer("shop.orders", ID.getValue()))
                .append("javascript", new BsonJavaScript("function () { return 1; }"))
                .append("symbol", new BsonSymbol("symbol"))
                .append(
                        "javascriptWithScope",
                        new BsonJavaScriptWithScope(
                                "function () { return x; }", new BsonDocument("x", new BsonInt32(1))))
                .append("int32", new BsonInt32(Integer.MIN_VALUE))
                .append("timestamp", new BsonTimestamp(1_709_208_000, 7))
                .append("int64", new BsonInt64(Long.MAX_VALUE))
                .append("decimal128", new BsonDecimal128(Decimal128.parse("9.999999999999999999999999999999999E+6144")))
                .append("minKey", new BsonMinKey())
                .append("maxKey", new BsonMaxKey());
    }
}
