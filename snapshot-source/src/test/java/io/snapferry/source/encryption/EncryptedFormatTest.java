package io.snapferry.source.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The format as docs/formats/encrypted-snapshots.md has it, read without the library that writes it. */
class EncryptedFormatTest {
    private static final String NAME = "shop/Gr%C3%BC%C3%9Fe.bson";
    private static final byte[] KEY = EncryptedDump.KEY.bytes();
    private static final int SEGMENT_BYTES = 65_536;
    private static final int TAG_BITS = 128;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_000, 65_420, 65_421, 200_000})
    void isDecryptedAsTheDocumentSays(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path path = folder.resolve("file");
        try (OutputStream out = new EncryptedFiles(EncryptedDump.KEY).create(path, NAME)) {
            out.write(content);
        }

        assertThat(decrypted(Files.readAllBytes(path))).isEqualTo(content);
    }

    private static byte[] decrypted(byte[] file) throws Exception {
        int n = ByteBuffer.wrap(file).getShort(33);
        byte[] header = Arrays.copyOf(file, 35 + n);
        assertThat(new String(header, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("SNAPFENC");
        assertThat(header[8]).isEqualTo((byte) 1);
        assertThat(HexFormat.of().formatHex(header, 9, 17)).isEqualTo(EncryptedDump.KEY.id());
        assertThat(new String(header, 35, n, StandardCharsets.UTF_8)).isEqualTo(NAME);
        assertThat(file[35 + n]).isEqualTo((byte) 40);
        byte[] salt = Arrays.copyOfRange(file, 36 + n, 68 + n);
        byte[] key = hmac(hmac(salt, KEY), header, new byte[] {1}); // HKDF with one round
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int from = 75 + n;
        for (int segment = 0; from < file.length; segment++) {
            int to = Math.min((segment + 1) * SEGMENT_BYTES, file.length);
            byte[] nonce = ByteBuffer.allocate(12)
                    .put(file, 68 + n, 7)
                    .putInt(segment)
                    .put((byte) (to == file.length ? 1 : 0))
                    .array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            content.writeBytes(cipher.doFinal(file, from, to - from));
            from = to;
        }
        return content.toByteArray();
    }

    private static byte[] hmac(byte[] key, byte[]... message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : message) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
