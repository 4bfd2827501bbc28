package io.snapferry.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Documents written one behind the other into a growing array. What is begun must be ended, with the number that its begin
 * gave. Not thread-safe.
 */
final class BsonBytes {
    private static final int DOUBLE = 0x01;
    private static final int STRING = 0x02;
    private static final int DOCUMENT = 0x03;
    private static final int ARRAY = 0x04;
    private static final int BINARY = 0x05;
    private static final int OBJECT_ID = 0x07;
    private static final int BOOLEAN = 0x08;
    private static final int DATE_TIME = 0x09;
    private static final int NULL = 0x0A;
    private static final int INT32 = 0x10;
    private static final int INT64 = 0x12;

    private static final int LENGTH_BYTES = 4;

    private byte[] array;
    private int size;

    BsonBytes(int capacityBytes) {
        this.array = new byte[Math.max(1, capacityBytes)];
    }

    /** Valid from 0 to {@link #size()}, until the next write. */
    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    void truncate(int newSize) {
        size = newSize;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }

    /** A document at the outermost level. */
    int begin() {
        int start = size;
        skip(LENGTH_BYTES);
        return start;
    }

    int beginDocument(String name) {
        element(DOCUMENT, name);
        return begin();
    }

    /** Its elements are named by {@link #index}. */
    int beginArray(String name) {
        element(ARRAY, name);
        return begin();
    }

    /** Ends a document or an array. */
    void end(int start) {
        write(0);
        putInt32(start, size - start);
    }

    /** The text follows by {@link #text}. */
    int beginString(String name) {
        element(STRING, name);
        return begin();
    }

    void endString(int start) {
        write(0);
        putInt32(start, size - start - LENGTH_BYTES);
    }

    void text(byte[] utf8) {
        room(utf8.length);
        System.arraycopy(utf8, 0, array, size, utf8.length);
        size += utf8.length;
    }

    void text(String ascii) {
        text(ascii, false);
    }

    void text(char ascii) {
        write(ascii);
    }

    /** Makes the letter at this place a capital one, where it is ASCII. */
    void capitalize(int position) {
        if (array[position] >= 'a' && array[position] <= 'z') {
            array[position] = (byte) (array[position] - ('a' - 'A'));
        }
    }

    void string(String name, byte[] utf8) {
        int start = beginString(name);
        text(utf8);
        endString(start);
    }

    void string(String name, String text) {
        string(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void int32(String name, int value) {
        element(INT32, name);
        int at = size;
        skip(Integer.BYTES);
        putInt32(at, value);
    }

    void int64(String name, long value) {
        element(INT64, name);
        eightBytes(value);
    }

    void date(String name, long millis) {
        element(DATE_TIME, name);
        eightBytes(millis);
    }

    void float64(String name, double value) {
        element(DOUBLE, name);
        eightBytes(Double.doubleToRawLongBits(value));
    }

    void bool(String name, boolean value) {
        element(BOOLEAN, name);
        write(value ? 1 : 0);
    }

    void nothing(String name) {
        element(NULL, name);
    }

    /** Time, machine and counter in the order in which drivers put them. */
    void objectId(String name, int epochSecond, long machine, int counter) {
        element(OBJECT_ID, name);
        for (int shift = 24; shift >= 0; shift -= 8) {
            write(epochSecond >>> shift);
        }
        for (int shift = 32; shift >= 0; shift -= 8) {
            write((int) (machine >>> shift));
        }
        for (int shift = 16; shift >= 0; shift -= 8) {
            write(counter >>> shift);
        }
    }

    /** Up to the first byte of a binary's content. */
    void beginBinary(String name, int length) {
        element(BINARY, name);
        int at = size;
        skip(LENGTH_BYTES);
        putInt32(at, length);
        write(0);
    }

    /** The name of an array's element. */
    static String index(int index) {
        return index < INDEXES.length ? INDEXES[index] : Integer.toString(index);
    }

    private static final String[] INDEXES = indexes();

    private static String[] indexes() {
        String[] names = new String[64];
        Arrays.setAll(names, Integer::toString);
        return names;
    }

    private void element(int type, String name) {
        write(type);
        text(name, true);
    }

    private void text(String ascii, boolean terminated) {
        int length = ascii.length();
        room(length + 1);
        for (int i = 0; i < length; i++) {
            array[size++] = (byte) ascii.charAt(i);
        }
        if (terminated) {
            array[size++] = 0;
        }
    }

    private void eightBytes(long value) {
        int at = size;
        skip(Long.BYTES);
        putInt32(at, (int) value);
        putInt32(at + Integer.BYTES, (int) (value >>> 32));
    }

    private void write(int value) {
        room(1);
        array[size++] = (byte) value;
    }

    private void skip(int length) {
        room(length);
        size += length;
    }

    private void room(int length) {
        if (array.length - size < length) {
            array = Arrays.copyOf(array, Math.max(size + length, 2 * array.length));
        }
    }

    private void putInt32(int at, int value) {
        array[at] = (byte) value;
        array[at + 1] = (byte) (value >>> 8);
        array[at + 2] = (byte) (value >>> 16);
        array[at + 3] = (byte) (value >>> 24);
    }
}
