package io.snapferry.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words, drawn as often as words of a language are: the nth most frequent one with a share of about 1/n (Zipf's law). The
 * frequent ones are English, the others are made of syllables, a few of them not ASCII. Immutable, so safe for any number of
 * threads.
 */
final class Vocabulary {
    private static final String FREQUENT =
            "the of and to a in is that it was for on with as his he be at by had not are but"
                    + " from they which this or she her were an their there one when what all would if him more out up who them said"
                    + " been could into then some time its only has now other no may these two man first any my like do about your after"
                    + " way where us very most can made under before must through years much men well down even back good how its many"
                    + " new too little old see work life day never people house place world still own last young might right again while"
                    + " came hand high long eyes water small every found night city war family story mother father love death home head"
                    + " years school town three woman left name children always side door street around enough against once white almost";

    private static final String[] BEGINNINGS = {
        "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "qu", "r", "s",
        "sh", "st", "str", "t", "th", "tr", "v", "w", "y", "", "ex", "in", "con", "re", "un"
    };
    private static final String[] MIDDLES = {"a", "e", "i", "o", "u", "ai", "ea", "ee", "ie", "ou", "oa"};
    private static final String[] FOREIGN = {"é", "ü", "ø", "ñ", "ß", "ж", "и", "ł", "語", "ç"};
    private static final String[] ENDS = {
        "n", "r", "s", "t", "l", "d", "m", "ck", "nd", "st", "ng", "rt", "tion", "er", "ing", "ed", "ly", "ment",
        "ness", "al"
    };

    private static final int FOREIGN_ONCE_IN = 40;
    private static final int DRAWS = 1 << 16;
    private static final int SCALE = 1 << 24;

    /** So that the most frequent word has a share of a few hundredths, as in a language. */
    private static final int FIRST_RANK = 5;

    private final byte[][] words;
    private final short[] draws;

    /** @param seed of the made words */
    Vocabulary(int wordCount, long seed) {
        this.words = words(wordCount, new RandomNumbers(seed));
        this.draws = draws(wordCount);
    }

    /** A word by its frequency. */
    byte[] word(RandomNumbers random) {
        return words[draws[random.below(DRAWS)]];
    }

    /** Any word, all of them equally often. */
    byte[] anyWord(RandomNumbers random) {
        return words[random.below(words.length)];
    }

    private static byte[][] words(int wordCount, RandomNumbers random) {
        Set<String> distinct = new LinkedHashSet<>(
                List.of(FREQUENT.split(" ")).stream().distinct().toList());
        while (distinct.size() < wordCount) {
            distinct.add(madeWord(random));
        }
        List<byte[]> words = new ArrayList<>();
        for (String word : distinct) {
            if (words.size() < wordCount) {
                words.add(word.getBytes(StandardCharsets.UTF_8));
            }
        }
        return words.toArray(new byte[0][]);
    }

    private static String madeWord(RandomNumbers random) {
        StringBuilder word = new StringBuilder();
        for (int syllables = random.onceIn(4) ? 3 : random.between(1, 2); syllables > 0; syllables--) {
            word.append(one(BEGINNINGS, random));
            word.append(random.onceIn(FOREIGN_ONCE_IN) ? one(FOREIGN, random) : one(MIDDLES, random));
        }
        return word.append(one(ENDS, random)).toString();
    }

    private static String one(String[] parts, RandomNumbers random) {
        return parts[random.below(parts.length)];
    }

    /** A table in which each word stands as often as its rank deserves, and at least once. */
    private static short[] draws(int wordCount) {
        long total = 0;
        for (int rank = 0; rank < wordCount; rank++) {
            total += SCALE / (rank + FIRST_RANK);
        }
        short[] draws = new short[DRAWS];
        long sum = 0;
        int filled = 0;
        for (int rank = 0; rank < wordCount; rank++) {
            sum += SCALE / (rank + FIRST_RANK);
            int until = (int) Math.min(DRAWS, Math.max(filled + 1L, sum * DRAWS / total));
            while (filled < until) {
                draws[filled++] = (short) rank;
            }
        }
        return draws;
    }
}
