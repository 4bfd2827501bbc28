package io.snapferry.source.metadata;

import io.snapferry.bson.RawBson;
import io.snapferry.json.OutputBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts raw BSON values side by side into one document, without reading them. */
final class BsonComposer {
    private static final int TYPE_STRING = 0x02;
    private static final int TYPE_DOCUMENT = 0x03;
    private static final int TYPE_ARRAY = 0x04;
    private static final int LENGTH_BYTES = 4;

    private final OutputBuffer elements = new OutputBuffer(256);

    BsonComposer string(String name, String value) {
        element(TYPE_STRING, name);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int32(elements, utf8.length + 1);
        elements.write(utf8, 0, utf8.length);
        elements.write(0);
        return this;
    }

    BsonComposer document(String name, RawBson value) {
        element(TYPE_DOCUMENT, name);
        return raw(value);
    }

    BsonComposer array(String name, RawBson value) {
        element(TYPE_ARRAY, name);
        return raw(value);
    }

    byte[] compose() {
        OutputBuffer document = new OutputBuffer(LENGTH_BYTES + elements.size() + 1);
        int32(document, LENGTH_BYTES + elements.size() + 1);
        document.write(elements.array(), 0, elements.size());
        document.write(0);
        return document.toByteArray();
    }

    private BsonComposer raw(RawBson value) {
        byte[] bytes = value.toByteArray();
        elements.write(bytes, 0, bytes.length);
        return this;
    }

    private void element(int type, String name) {
        elements.write(type);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        elements.write(utf8, 0, utf8.length);
        elements.write(0);
    }

    private static void int32(OutputBuffer out, int value) {
        byte[] bytes = ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        out.write(bytes, 0, bytes.length);
    }
}
