package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.ElementType.Code;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.types.Decimal128;

/**
 * A value of {@code _id} as bytes that are equal exactly when the server takes two values for equal: numbers of all types
 * by what they amount to, strings and symbols alike, documents field by field. The order of the bytes means nothing.
 */
final class IdKey {
    /** The server compares a double with a decimal by as many digits as a decimal has. */
    private static final MathContext DECIMAL_DIGITS = new MathContext(34, RoundingMode.HALF_EVEN);

    private static final int MAX_DEPTH = 250;
    private static final int LONG_DIGITS = 19;

    /** The kinds that the server tells apart; types of one kind are compared by value. */
    private static final byte NUMBER = 'n';

    private static final byte WHOLE = 'i';
    private static final byte FRACTION = 'f';
    private static final byte NOT_A_NUMBER = '?';
    private static final byte INFINITE = '+';
    private static final byte NEGATIVE_INFINITE = '-';

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private IdKey() {}

    static byte[] of(Field id) {
        IdKey key = new IdKey();
        key.add(id, 0);
        return key.bytes.toByteArray();
    }

    private void add(Field value, int depth) {
        UnappliableException.verify(depth <= MAX_DEPTH, "an _id is nested deeper than " + MAX_DEPTH + " levels");
        ByteBuffer buffer = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (value.type()) {
            case Code.INT32 -> addWhole(buffer.getInt(value.from()));
            case Code.INT64 -> addWhole(buffer.getLong(value.from()));
            case Code.DOUBLE -> addDouble(buffer.getDouble(value.from()));
            case Code.DECIMAL128 ->
                addDecimal(Decimal128.fromIEEE754BIDEncoding(
                        buffer.getLong(value.from() + Long.BYTES), buffer.getLong(value.from())));
            case Code.SYMBOL -> addRaw(Code.STRING, value);
            case Code.DOCUMENT, Code.ARRAY -> {
                bytes.write(value.type());
                for (Field field : value.children()) {
                    if (value.isDocument()) {
                        addName(field.name());
                    }
                    add(field, depth + 1);
                }
                bytes.write(0);
            }
            default -> addRaw(value.type(), value);
        }
    }

    private void addRaw(byte type, Field value) {
        bytes.write(type);
        bytes.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(value.length()).array());
        bytes.write(value.bytes(), value.from(), value.length());
    }

    /** A one before it tells it from the end of the document. */
    private void addName(String name) {
        bytes.write(1);
        bytes.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(0);
    }

    private void addWhole(long number) {
        bytes.write(NUMBER);
        bytes.write(WHOLE);
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private void addDouble(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            addSpecial(Double.isNaN(number) ? NOT_A_NUMBER : number > 0 ? INFINITE : NEGATIVE_INFINITE);
        } else if (Math.abs(number) < 1L << 62 && number == Math.rint(number)) {
            addWhole((long) number);
        } else {
            addNumber(new BigDecimal(number).round(DECIMAL_DIGITS));
        }
    }

    private void addDecimal(Decimal128 number) {
        if (number.isNaN() || number.isInfinite()) {
            addSpecial(number.isNaN() ? NOT_A_NUMBER : number.isNegative() ? NEGATIVE_INFINITE : INFINITE);
        } else {
            addNumber(isZero(number) ? BigDecimal.ZERO : number.bigDecimalValue());
        }
    }

    /** A negative zero has no big decimal. */
    private static boolean isZero(Decimal128 number) {
        return number.isNegative()
                ? Decimal128.fromIEEE754BIDEncoding(number.getHigh() & Long.MAX_VALUE, number.getLow())
                                .bigDecimalValue()
                                .signum()
                        == 0
                : number.bigDecimalValue().signum() == 0;
    }

    private void addNumber(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= LONG_DIGITS) {
            BigDecimal whole = shortest.setScale(0);
            if (whole.toBigInteger().bitLength() < Long.SIZE) {
                addWhole(whole.longValueExact());
                return;
            }
        }
        bytes.write(NUMBER);
        bytes.write(FRACTION);
        bytes.writeBytes(
                (shortest.unscaledValue() + "e" + -(long) shortest.scale()).getBytes(StandardCharsets.US_ASCII));
        bytes.write(0);
    }

    private void addSpecial(byte kind) {
        bytes.write(NUMBER);
        bytes.write(kind);
    }
}
