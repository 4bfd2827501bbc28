package io.snapferry.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Cuts and changes bytes, for tests of what readers make of it. */
final class Damage {
    private Damage() {}

    static byte[] of(byte[] bytes, Random random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        int edits = damaged.length == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            int position = random.nextInt(damaged.length);
            damaged[position] = (byte)
                    (random.nextBoolean() ? damaged[position] ^ (1 << random.nextInt(Byte.SIZE)) : random.nextInt(256));
        }
        if (damaged.length >= Integer.BYTES && random.nextBoolean()) {
            // with the right outer length the damage inside is reached
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(0, damaged.length);
        }
        return damaged;
    }
}
