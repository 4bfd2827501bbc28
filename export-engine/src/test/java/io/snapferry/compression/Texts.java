package io.snapferry.compression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Text as an export has it. */
final class Texts {
    private static final String[] WORDS = {
        "rain", "winter", "harbour", "the", "of", "lantern", "zürich", "a", "seven", "quiet"
    };

    private Texts() {}

    /** Lines of Extended JSON, cut to the size; the same for the same size. */
    static byte[] json(int size) {
        Random random = new Random(size);
        byte[] text = new byte[size];
        int filled = 0;
        for (int id = 0; filled < size; id++) {
            byte[] line = line(random, id).getBytes(StandardCharsets.UTF_8);
            int taken = Math.min(line.length, size - filled);
            System.arraycopy(line, 0, text, filled, taken);
            filled += taken;
        }
        return Arrays.copyOf(text, size);
    }

    private static String line(Random random, int id) {
        StringBuilder words = new StringBuilder();
        for (int n = random.nextInt(30); n >= 0; n--) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return "{\"_id\":{\"$numberInt\":\"" + id + "\"},\"at\":{\"$date\":{\"$numberLong\":\""
                + random.nextLong(1L << 41) + "\"}},\"t\":{\"$numberDouble\":\"" + random.nextInt(1_000_000) / 1000.0
                + "\"},\"text\":\"" + words + "\"}\n";
    }
}
