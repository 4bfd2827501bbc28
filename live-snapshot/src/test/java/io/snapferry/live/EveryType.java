package io.snapferry.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
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
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Documents that only a copy byte for byte keeps. */
final class EveryType {
    private EveryType() {}

    /** Types that every server and emulator stores. */
    static BsonDocument common() {
        return new BsonDocument("_id", new BsonObjectId(new ObjectId("507f1f77bcf86cd799439011")))
                .append("double", new BsonDouble(-0.0))
                .append("notANumber", new BsonDouble(1e300))
                .append("string", new BsonString("Stra\u00dfe \ud83d\ude80"))
                .append("document", new BsonDocument("b", new BsonInt32(1)).append("a", new BsonInt32(2)))
                .append("array", new BsonArray(List.of(new BsonInt32(1), BsonNull.VALUE, new BsonString("x"))))
                .append("binary", new BsonBinary(new byte[] {0, 1, -1}))
                .append("true", BsonBoolean.TRUE)
                .append("date", new BsonDateTime(-1))
                .append("null", BsonNull.VALUE)
                .append("regex", new BsonRegularExpression("^a.*b$", "i"))
                .append("int32", new BsonInt32(Integer.MIN_VALUE))
                .append("timestamp", new BsonTimestamp(7, 9))
                .append("int64", new BsonInt64(Long.MIN_VALUE));
    }

    /** All types of the specification. */
    static RawBsonDocument all() {
        BsonDocument document = common().append("undefined", new BsonUndefined())
                .append("dbPointer", new BsonDbPointer("a.b", new ObjectId("507f1f77bcf86cd799439012")))
                .append("code", new BsonJavaScript("f()"))
                .append("symbol", new BsonSymbol("s"))
                .append("codeWithScope", new BsonJavaScriptWithScope("g()", new BsonDocument("x", new BsonInt32(1))))
                .append("decimal", new BsonDecimal128(Decimal128.parse("-1.50E+3")))
                .append("min", new BsonMinKey())
                .append("max", new BsonMaxKey());
        return raw(document);
    }

    /** {@code {_id: 1, a: 1, a: 2, s: "<0xff>"}}: a field twice, and a string that is not UTF-8. */
    static RawBsonDocument irregular() {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0);
        for (String name : List.of("_id", "a", "a")) {
            bytes.put((byte) 0x10)
                    .put(name.getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 0)
                    .putInt(bytes.position());
        }
        bytes.put((byte) 0x02)
                .put((byte) 's')
                .put((byte) 0)
                .putInt(2)
                .put((byte) 0xff)
                .put((byte) 0);
        bytes.put((byte) 0);
        int length = bytes.position();
        bytes.putInt(0, length);
        return new RawBsonDocument(bytes.array(), 0, length);
    }

    static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    static RawBsonDocument raw(String json) {
        return RawBsonDocument.parse(json);
    }
}
