package io.snapferry.wiredtiger.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.Optional;

/** Any bytes as snappy: both readers refuse them, or give the same, and write nothing behind the announced end. */
class SnappyFuzzTest {
    private static final int MAX_UNPACKED_BYTES = 1 << 16;
    private static final int GUARD_BYTES = 32;

    private final RawSnappy plain = new RawSnappy.Plain();
    private final RawSnappy fastest = RawSnappy.fastest();

    @FuzzTest
    void snappy(byte[] packed) {
        int announced = announcedLength(packed);
        if (announced < 0 || announced > MAX_UNPACKED_BYTES) {
            return;
        }
        Optional<byte[]> expected = unpacked(plain, packed, announced);
        Optional<byte[]> found = unpacked(fastest, packed, announced);
        if (expected.isPresent() && found.isPresent()) {
            assertThat(found.get()).isEqualTo(expected.get());
        }
    }

    /** The decompressor compares it with the room there is before it unpacks; -1 when there is none. */
    private static int announcedLength(byte[] packed) {
        int length = 0;
        for (int i = 0; i < Math.min(packed.length, 5); i++) {
            length |= (packed[i] & 0x7f) << (7 * i);
            if (packed[i] >= 0) {
                return length;
            }
        }
        return -1;
    }

    private static Optional<byte[]> unpacked(RawSnappy snappy, byte[] packed, int announced) {
        byte[] target = new byte[announced + GUARD_BYTES];
        int length;
        try {
            length = snappy.decompress(packed, 0, packed.length, target, 0, announced);
        } catch (MalformedException refused) {
            return Optional.empty();
        }
        assertThat(length).isEqualTo(announced);
        for (int i = announced; i < target.length; i++) {
            assertThat(target[i]).isZero();
        }
        return Optional.of(target);
    }
}
