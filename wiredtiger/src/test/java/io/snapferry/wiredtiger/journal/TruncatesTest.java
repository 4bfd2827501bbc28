package io.snapferry.wiredtiger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.wiredtiger.btree.Key;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TruncatesTest {
    private static final int KEYS = 12;

    private static Key key(int number) {
        return Key.copyOf(new byte[] {(byte) number});
    }

    private static Slice slice(int number) {
        return key(number).slice();
    }

    @Test
    void noRangeHasNoKey() {
        assertThat(Truncates.NONE.walk().covers(slice(1), -1, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void bothEndsOfARangeBelongToIt() {
        Truncates truncates = new Truncates(List.of(new TruncatedRange(5, Optional.of(key(2)), Optional.of(key(4)))));
        Truncates.Walk walk = truncates.walk();
        assertThat(IntStream.range(0, KEYS).filter(number -> walk.covers(slice(number), 4, 6)))
                .containsExactly(2, 3, 4);
    }

    @Test
    void aRangeCountsOnlyBetweenTheTwoChanges() {
        Truncates.Walk walk = new Truncates(List.of(new TruncatedRange(5, Optional.empty(), Optional.empty()))).walk();
        assertThat(walk.covers(slice(1), 4, 6)).isTrue();
        assertThat(walk.covers(slice(1), 5, 9)).isFalse();
        assertThat(walk.covers(slice(1), 0, 5)).isFalse();
    }

    /** Each range is (first, last), where numbers outside of the keys mean an open end. */
    @Property(seed = "1", tries = 500)
    void aWalkFindsWhatLookingAtEachRangeFinds(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 255) Integer> ranges,
            @ForAll @IntRange(min = -1, max = 20) int after,
            @ForAll @IntRange(min = 0, max = 21) int before) {
        List<TruncatedRange> list = new ArrayList<>();
        for (int packed : ranges) {
            int first = packed >> 4;
            int last = packed & 0xf;
            list.add(new TruncatedRange(
                    list.size(),
                    first < KEYS ? Optional.of(key(first)) : Optional.empty(),
                    last < KEYS ? Optional.of(key(last)) : Optional.empty()));
        }
        Truncates.Walk walk = new Truncates(list).walk();
        for (int number = 0; number < KEYS; number++) {
            Slice at = slice(number);
            boolean expected = list.stream()
                    .anyMatch(range -> range.sequence() > after
                            && range.sequence() < before
                            && !range.beginsAfter(at)
                            && !range.endsBefore(at));
            assertThat(walk.covers(at, after, before)).isEqualTo(expected);
        }
    }
}
