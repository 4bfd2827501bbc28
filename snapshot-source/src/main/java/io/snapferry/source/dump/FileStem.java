package io.snapferry.source.dump;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How mongodump makes a collection's name into a file's: percent-encoding of its UTF-8 bytes with {@code +} for a space,
 * and for names that get too long the beginning and a hash. See docs/formats/mongodump.md#file-names.
 */
final class FileStem {
    /** What is left of 255 bytes beside the longest suffix, {@code .metadata.json.gz}. */
    static final int MAX_LENGTH = 238;

    private static final int KEPT_LENGTH = 208;
    /** The dollar sign, which no collection's name may hold. */
    private static final String HASH_MARK = "%24";

    private static final String UNESCAPED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private FileStem() {}

    /** The name of a collection's files without their suffixes. */
    static String of(String collection) {
        String escaped = escape(collection);
        return escaped.length() <= MAX_LENGTH
                ? escaped
                : escaped.substring(0, KEPT_LENGTH) + HASH_MARK + hash(collection);
    }

    /** Whether the name was too long, so that the stem alone does not tell it. */
    static boolean isShortened(String stem) {
        return stem.length() == MAX_LENGTH && stem.startsWith(HASH_MARK, KEPT_LENGTH);
    }

    /** The name that a stem stands for; empty when it holds an escape that is none. */
    static Optional<String> collection(String stem) {
        ByteBuffer bytes = ByteBuffer.allocate(stem.length() * 3);
        int index = 0;
        while (index < stem.length()) {
            char next = stem.charAt(index);
            if (next == '%') {
                if (index + 3 > stem.length()
                        || !HexFormat.isHexDigit(stem.charAt(index + 1))
                        || !HexFormat.isHexDigit(stem.charAt(index + 2))) {
                    return Optional.empty();
                }
                bytes.put((byte) HexFormat.fromHexDigits(stem, index + 1, index + 3));
                index += 3;
            } else {
                int end = stem.offsetByCodePoints(index, 1);
                String character = next == '+' ? " " : stem.substring(index, end);
                bytes.put(character.getBytes(StandardCharsets.UTF_8));
                index = end;
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String escape(String collection) {
        StringBuilder escaped = new StringBuilder();
        for (byte next : collection.getBytes(StandardCharsets.UTF_8)) {
            if (next == ' ') {
                escaped.append('+');
            } else if (UNESCAPED.indexOf(next) >= 0) {
                escaped.append((char) next);
            } else {
                escaped.append('%').append(HEX.toHexDigits(next));
            }
        }
        return escaped.toString();
    }

    private static String hash(String collection) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(collection.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
