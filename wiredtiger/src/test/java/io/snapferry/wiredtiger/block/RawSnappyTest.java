package io.snapferry.wiredtiger.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawSnappyTest {
    private static final int SIZE_BYTES = 40_000;

    private final RawSnappy plain = new RawSnappy.Plain();
    private final RawSnappy fastest = RawSnappy.fastest();

    @Test
    void bothGiveWhatWasCompressed() {
        byte[] text = text(new Random(1));
        byte[] compressed = compressed(text);

        for (RawSnappy snappy : new RawSnappy[] {plain, fastest}) {
            assertThat(unpacked(snappy, compressed, text.length)).contains(text);
        }
    }

    @Test
    void bothRefuseOrChangeDamagedDataAndWriteNoByteBehindTheEnd() {
        Random random = new Random(2);
        byte[] text = text(random);
        byte[] compressed = compressed(text);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = compressed.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[3 + random.nextInt(damaged.length - 3)] = (byte) random.nextInt();
            }

            Optional<byte[]> expected = unpacked(plain, damaged, text.length);
            Optional<byte[]> found = unpacked(fastest, damaged, text.length);

            if (expected.isPresent() && found.isPresent()) {
                assertThat(found.get()).isEqualTo(expected.get());
            }
        }
    }

    @Test
    void bothRefuseDataThatIsCutAnywhere() {
        byte[] text = text(new Random(3));
        byte[] compressed = compressed(text);
        for (int length = 3; length < compressed.length; length += 7) {
            byte[] cut = Arrays.copyOf(compressed, length);

            assertThat(unpacked(plain, cut, text.length)).isEmpty();
            assertThat(unpacked(fastest, cut, text.length)).isEmpty();
        }
    }

    /** Nothing when it is refused or not of the wanted length. */
    private static Optional<byte[]> unpacked(RawSnappy snappy, byte[] compressed, int length) {
        byte[] target = new byte[length + 64];
        Arrays.fill(target, length, target.length, (byte) 0x5a);
        try {
            if (SnappyDecompressor.getUncompressedLength(compressed, 0) != length
                    || snappy.decompress(compressed, 0, compressed.length, target, 0, length) != length) {
                return Optional.empty();
            }
        } catch (MalformedException e) {
            return Optional.empty();
        } finally {
            for (int i = length; i < target.length; i++) {
                assertThat(target[i]).isEqualTo((byte) 0x5a);
            }
        }
        return Optional.of(Arrays.copyOf(target, length));
    }

    private static byte[] text(Random random) {
        byte[] text = new byte[SIZE_BYTES];
        for (int i = 0; i < text.length; i++) {
            text[i] = i > 500 && random.nextInt(10) > 0 ? text[i - 1 - random.nextInt(400)] : (byte) random.nextInt(64);
        }
        return text;
    }

    private static byte[] compressed(byte[] text) {
        SnappyCompressor compressor = new SnappyCompressor();
        byte[] compressed = new byte[compressor.maxCompressedLength(text.length)];
        int length = compressor.compress(text, 0, text.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }
}
