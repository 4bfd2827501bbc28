package io.snapferry.wiredtiger.visibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModificationTest {
    private static final int ENTRY_BYTES = 24;

    private static Slice slice(String text) {
        return Slice.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String apply(String base, byte[] changes, boolean isText) {
        return new String(Modification.apply(slice(base), Slice.of(changes), isText), StandardCharsets.ISO_8859_1);
    }

    private static byte[] changes(long count, long[] numbers, String data) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + numbers.length * Long.BYTES + data.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(count);
        for (long number : numbers) {
            buffer.putLong(number);
        }
        return buffer.put(data.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static byte[] change(long offset, long replaced, String data) {
        return changes(1, new long[] {data.length(), offset, replaced}, data);
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 2, 2, XY, abXYef",
        "abcdef, 2, 1, XYZ, abXYZdef",
        "abcdef, 2, 3, X, abXf",
        "abcdef, 2, 3, '', abf",
        "abcdef, 0, 0, X, Xabcdef",
        "abcdef, 0, 6, '', ''",
        "abcdef, 6, 0, X, abcdefX",
        "abcdef, 4, 2, XYZ, abcdXYZ",
        "abcdef, 4, 99, X, abcdX",
        "abcdef, 6, 99, X, abcdefX",
        "'', 0, 0, X, X",
    })
    void replacesBytesAtAnOffset(String base, long offset, long replaced, String data, String expected) {
        assertThat(apply(base, change(offset, replaced, data), false)).isEqualTo(expected);
    }

    @Test
    void whatIsMissingBeforeTheOffsetIsZero() {
        assertThat(apply("ab", change(4, 1, "X"), false)).isEqualTo("ab\0\0X");
    }

    @Test
    void whatIsMissingBeforeTheOffsetOfATextIsSpaces() {
        assertThat(apply("ab\0", change(4, 1, "X"), true)).isEqualTo("ab  X\0");
    }

    @Test
    void theZeroAtTheEndOfATextIsNoPartOfIt() {
        assertThat(apply("ab\0", change(2, 0, "X"), true)).isEqualTo("abX\0");
        assertThat(apply("ab\0", change(1, 9, ""), true)).isEqualTo("a\0");
    }

    @Test
    void changesAreAppliedOneAfterAnother() {
        byte[] changes = changes(3, new long[] {2, 0, 1, 0, 1, 1, 1, 5, 0}, "XYZ");
        assertThat(apply("abc", changes, false)).isEqualTo("Xbc\0\0Z");
    }

    @Test
    void noChangesLeaveTheValue() {
        assertThat(apply("abc", changes(0, new long[0], ""), false)).isEqualTo("abc");
    }

    @Test
    void onlyTheRangesOfTheArraysAreRead() {
        byte[] change = change(1, 1, "X");
        byte[] shifted = new byte[change.length + 7];
        System.arraycopy(change, 0, shifted, 5, change.length);
        Slice base = new Slice().set("__abc__".getBytes(StandardCharsets.ISO_8859_1), 2, 3);
        assertThat(Modification.apply(base, new Slice().set(shifted, 5, change.length), false))
                .isEqualTo("aXc".getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aCountThatIsCutIsRefused(int length) {
        assertThatThrownBy(() -> Modification.apply(slice("abc"), Slice.of(new byte[length]), false))
                .isInstanceOf(MalformedException.class)
                .hasMessage("modification of " + length + " bytes is too short");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, Long.MAX_VALUE, -1, 1L << 32})
    void moreChangesThanThereIsRoomForAreRefused(long count) {
        assertThatThrownBy(() -> apply("abc", changes(count, new long[] {0, 0, 0}, ""), false))
                .isInstanceOf(MalformedException.class)
                .hasMessage("modification with " + Long.toUnsignedString(count) + " changes");
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 0, '4 as new bytes, at most 3'",
        "-1, 0, 0, '18446744073709551615 as new bytes, at most 3'",
        "3, 134217729, 0, '134217729 as offset, at most 134217728'",
        "3, -1, 0, '18446744073709551615 as offset, at most 134217728'",
        "3, 0, 134217729, '134217729 as replaced bytes, at most 134217728'",
    })
    void numbersThatCannotBeAreRefused(long size, long offset, long replaced, String reason) {
        assertThatThrownBy(() -> apply("abc", changes(1, new long[] {size, offset, replaced}, "XYZ"), false))
                .isInstanceOf(MalformedException.class)
                .hasMessage("modification with " + reason);
    }

    @Test
    void aValueThatNoTableHoldsIsRefused() {
        assertThatThrownBy(() -> apply("abc", change(128 << 20, 0, "X"), false))
                .isInstanceOf(MalformedException.class)
                .hasMessage("modification leads to a value of 134217729 bytes");
    }

    @Test
    void anyCutOfAModificationIsRefusedOrSmaller() {
        byte[] changes = changes(2, new long[] {2, 0, 1, 1, 1, 1}, "XYZ");
        for (int length = 0; length < changes.length; length++) {
            Slice cut = new Slice().set(changes, 0, length);
            assertThatThrownBy(() -> Modification.apply(slice("abc"), cut, false))
                    .isInstanceOf(MalformedException.class);
        }
        assertThat(changes).hasSize(Long.BYTES + 2 * ENTRY_BYTES + 3);
    }
}
