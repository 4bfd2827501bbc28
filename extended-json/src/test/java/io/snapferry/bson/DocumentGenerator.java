package io.snapferry.bson;

import static io.snapferry.bson.DocumentBuilder.bytes;
import static io.snapferry.bson.DocumentBuilder.concat;
import static io.snapferry.bson.DocumentBuilder.cstring;
import static io.snapferry.bson.DocumentBuilder.document;
import static io.snapferry.bson.DocumentBuilder.int32;
import static io.snapferry.bson.DocumentBuilder.int64;
import static io.snapferry.bson.DocumentBuilder.string;

import java.math.BigInteger;
import java.util.Random;

/**
 * Random documents of every type that survive canonical Extended JSON unchanged: regular expression options are sorted,
 * NaN has no payload, arrays count from 0, and names below the top do not begin with a dollar.
 */
public final class DocumentGenerator {
    private static final int MAX_DEPTH = 6;
    private static final ElementType[] TYPES = ElementType.values();
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.0,
        -1.5,
        1e7,
        1e-3,
        1e21,
        2e-3,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        9007199254740992.0,
        2.0E-322
    };
    private static final long[] LONGS = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE
    };
    private static final int[] CODE_POINT_LIMITS = {0x80, 0x800, 0xD800, 0x110000};
    private static final BigInteger COEFFICIENT_LIMIT = BigInteger.TEN.pow(34);

    private final Random random;

    public DocumentGenerator(Random random) {
        this.random = random;
    }

    public byte[] next() {
        return documentOf(1);
    }

    private byte[] documentOf(int depth) {
        DocumentBuilder builder = document();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            add(builder, name(depth), depth);
        }
        return builder.bytes();
    }

    private byte[] arrayOf(int depth) {
        DocumentBuilder builder = document();
        int count = random.nextInt(14);
        for (int i = 0; i < count; i++) {
            add(builder, Integer.toString(i), depth);
        }
        return builder.bytes();
    }

    private void add(DocumentBuilder builder, String name, int depth) {
        ElementType type = TYPES[random.nextInt(TYPES.length)];
        boolean holdsDocument =
                type == ElementType.DOCUMENT || type == ElementType.ARRAY || type == ElementType.CODE_WITH_SCOPE;
        ElementType chosen = holdsDocument && depth >= MAX_DEPTH ? ElementType.NULL : type;
        builder.element(chosen.code(), name, value(chosen, depth));
    }

    private byte[] value(ElementType type, int depth) {
        return switch (type) {
            case DOUBLE -> int64(Double.doubleToLongBits(nextDouble()));
            case STRING, CODE, SYMBOL -> string(text(0));
            case DOCUMENT -> documentOf(depth + 1);
            case ARRAY -> arrayOf(depth + 1);
            case BINARY -> binary();
            case UNDEFINED, NULL, MIN_KEY, MAX_KEY -> new byte[0];
            case OBJECT_ID -> randomBytes(12);
            case BOOLEAN -> bytes(random.nextInt(2));
            case DATE_TIME, INT64 -> int64(nextLong());
            case REGULAR_EXPRESSION -> concat(cstring(text(1)), cstring(options()));
            case DB_POINTER -> concat(string(text(0)), randomBytes(12));
            case CODE_WITH_SCOPE -> codeWithScope(depth);
            case INT32 -> int32((int) nextLong());
            case TIMESTAMP -> randomBytes(8);
            case DECIMAL128 -> decimal128();
        };
    }

    private byte[] codeWithScope(int depth) {
        byte[] content = concat(string(text(0)), documentOf(depth + 1));
        return concat(int32(content.length + 4), content);
    }

    private byte[] binary() {
        int subtype = random.nextInt(4) == 0 ? 2 : random.nextInt(256);
        byte[] content = randomBytes(random.nextInt(20));
        return subtype == 2
                ? concat(int32(content.length + 4), bytes(subtype), int32(content.length), content)
                : concat(int32(content.length), bytes(subtype), content);
    }

    private byte[] decimal128() {
        long sign = random.nextBoolean() ? Long.MIN_VALUE : 0;
        if (random.nextInt(8) == 0) {
            return concat(
                    int64(0), int64(random.nextBoolean() ? 0x7C00_0000_0000_0000L : sign | 0x7800_0000_0000_0000L));
        }
        int digits = random.nextInt(35);
        BigInteger coefficient =
                new BigInteger(120, random).mod(BigInteger.TEN.pow(digits)).mod(COEFFICIENT_LIMIT);
        long biasedExponent = random.nextBoolean() ? 6176 - 20 + random.nextInt(40) : random.nextInt(12288);
        return concat(
                int64(coefficient.longValue()),
                int64(sign | biasedExponent << 49 | coefficient.shiftRight(64).longValue()));
    }

    private double nextDouble() {
        return random.nextInt(3) == 0
                ? DOUBLES[random.nextInt(DOUBLES.length)]
                : Double.longBitsToDouble(random.nextLong());
    }

    private long nextLong() {
        return random.nextInt(3) == 0
                ? LONGS[random.nextInt(LONGS.length)]
                : random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private String name(int depth) {
        String name = text(1);
        return depth > 1 && name.startsWith("$") ? "_" + name : name;
    }

    private String options() {
        StringBuilder options = new StringBuilder();
        for (char option : "ilmsux".toCharArray()) {
            if (random.nextInt(3) == 0) {
                options.append(option);
            }
        }
        return options.toString();
    }

    /** @param firstCodePoint 1 where BSON allows no zero character */
    private String text(int firstCodePoint) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        while (text.codePointCount(0, text.length()) < length) {
            int limit = CODE_POINT_LIMITS[random.nextInt(CODE_POINT_LIMITS.length)];
            int codePoint = firstCodePoint + random.nextInt(limit - firstCodePoint);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
