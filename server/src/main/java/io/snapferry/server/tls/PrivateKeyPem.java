package io.snapferry.server.tls;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in PEM (RFC 7468) as the one form that Java reads, PKCS #8. The older forms that openssl still writes, PKCS #1
 * (RFC 8017, A.1.2) and SEC 1 (RFC 5915), are what stands inside of it, so they are put there.
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?<label>[A-Z0-9 ]*PRIVATE KEY)-----\\s*(?<content>[^-]*)-----END \\k<label>-----");

    private static final byte SEQUENCE = 0x30;
    private static final byte INTEGER = 0x02;
    private static final byte OCTET_STRING = 0x04;
    private static final byte CURVE = (byte) 0xa0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    /** An identifier of an algorithm: rsaEncryption (1.2.840.113549.1.1.1) and no parameters. */
    private static final byte[] RSA = {0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0};
    /** id-ecPublicKey (1.2.840.10045.2.1); its parameter, the curve, follows. */
    private static final byte[] EC = {0x06, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeyPem() {}

    /**
     * The first key in a file.
     *
     * @throws IllegalArgumentException when there is none, or none that can be read; the message quotes nothing of it
     */
    static byte[] toPkcs8(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("holds no private key in PEM");
        }
        String label = block.group("label");
        if (label.equals("ENCRYPTED PRIVATE KEY") || block.group("content").contains("Proc-Type")) {
            throw new IllegalArgumentException("holds an encrypted key; decrypt it with openssl pkey");
        }
        byte[] content = decode(block.group("content"));
        return switch (label) {
            case "PRIVATE KEY" -> content;
            case "RSA PRIVATE KEY" -> wrap(RSA, content);
            case "EC PRIVATE KEY" -> wrap(join(EC, curveOf(content)), content);
            default -> throw new IllegalArgumentException("holds a key of the kind " + label + ", expected RSA or EC");
        };
    }

    private static byte[] decode(String content) {
        try {
            return Base64.getMimeDecoder().decode(content);
        } catch (IllegalArgumentException e) { // not kept as the cause: it may quote the key
            throw new IllegalArgumentException("is damaged: not base64");
        }
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, element(SEQUENCE, algorithm), element(OCTET_STRING, key)));
    }

    private static byte[] element(byte tag, byte[] content) {
        byte[] length = content.length < 0x80
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return join(new byte[] {tag}, length, content);
    }

    private static byte[] join(byte[]... parts) {
        int sizeBytes = 0;
        for (byte[] part : parts) {
            sizeBytes += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(sizeBytes);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    /** {@code SEQUENCE { INTEGER 1, OCTET STRING key, [0] curve OPTIONAL, ... }} */
    private static byte[] curveOf(byte[] sec1) {
        ByteBuffer sequence = content(ByteBuffer.wrap(sec1), SEQUENCE);
        content(sequence, INTEGER);
        content(sequence, OCTET_STRING);
        ByteBuffer curve = content(sequence, CURVE);
        byte[] identifier = new byte[curve.remaining()];
        curve.get(identifier);
        return identifier;
    }

    /** Takes an element of this kind off the front. */
    private static ByteBuffer content(ByteBuffer from, byte tag) {
        if (from.remaining() < 2 || from.get() != tag) {
            throw new IllegalArgumentException("is damaged, or names no curve");
        }
        int sizeBytes = from.get() & 0xff;
        if (sizeBytes >= 0x80) {
            int lengthBytes = sizeBytes & 0x7f;
            sizeBytes = 0;
            for (int i = 0; i < lengthBytes && i < 3 && from.hasRemaining(); i++) {
                sizeBytes = (sizeBytes << 8) | (from.get() & 0xff);
            }
        }
        if (sizeBytes > from.remaining()) {
            throw new IllegalArgumentException("is damaged: a part of it ends behind its end");
        }
        ByteBuffer content = from.slice(from.position(), sizeBytes);
        from.position(from.position() + sizeBytes);
        return content;
    }
}
