package io.snapferry.benchmarks.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that compresses as real text does: sentences of words and of phrases that come again. Immutable, so safe for any
 * number of threads.
 */
final class Prose {
    private static final int PHRASE_ONCE_IN = 3;
    private static final int COMMA_ONCE_IN = 9;
    private static final int QUOTE_ONCE_IN = 8;

    private final Vocabulary vocabulary;
    private final List<byte[][]> phrases = new ArrayList<>();

    /**
     * @param wordCount how many words there are
     * @param phraseCount how many phrases there are
     * @param seed of words and phrases
     */
    Prose(int wordCount, int phraseCount, long seed) {
        this.vocabulary = new Vocabulary(wordCount, seed);
        RandomNumbers random = new RandomNumbers(seed ^ wordCount);
        for (int i = 0; i < phraseCount; i++) {
            byte[][] phrase = new byte[random.between(2, 5)][];
            for (int word = 0; word < phrase.length; word++) {
                phrase[word] = vocabulary.word(random);
            }
            phrases.add(phrase);
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Appends so many sentences, with a space between them. */
    void sentences(int count, RandomNumbers random, BsonBytes out) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.text(' ');
            }
            sentence(random, out);
        }
    }

    /** Appends sentences in paragraphs until so many bytes are there. */
    void paragraphs(int minBytes, RandomNumbers random, BsonBytes out) {
        int end = out.size() + minBytes;
        while (out.size() < end) {
            sentences(random.between(2, 6), random, out);
            out.text("\n\n");
        }
    }

    private void sentence(RandomNumbers random, BsonBytes out) {
        boolean quoted = random.onceIn(QUOTE_ONCE_IN);
        if (quoted) {
            out.text('"');
        }
        int start = out.size();
        int parts = random.between(4, 14);
        for (int part = 0; part < parts; part++) {
            if (part > 0) {
                out.text(random.onceIn(COMMA_ONCE_IN) ? ", " : " ");
            }
            if (!phrases.isEmpty() && random.onceIn(PHRASE_ONCE_IN)) {
                phrase(phrases.get(random.below(phrases.size())), out);
            } else {
                out.text(vocabulary.word(random));
            }
        }
        out.capitalize(start);
        out.text(quoted ? ".\"" : ".");
    }

    private static void phrase(byte[][] words, BsonBytes out) {
        for (int i = 0; i < words.length; i++) {
            if (i > 0) {
                out.text(' ');
            }
            out.text(words[i]);
        }
    }
}
