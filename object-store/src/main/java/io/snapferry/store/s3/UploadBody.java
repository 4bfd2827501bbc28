package io.snapferry.store.s3;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.sync.RequestBody;

/** The bytes of one upload request, in the writer's own buffer: they are neither copied nor kept beyond the request. */
final class UploadBody {
    private final byte[] buffer;
    private final int length;

    /** @param length how many of the buffer's bytes are sent, from its start */
    UploadBody(byte[] buffer, int length) {
        this.buffer = buffer;
        this.length = length;
    }

    /** Can be read again for each attempt. */
    RequestBody requestBody(String contentType) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(buffer, 0, length), length, contentType);
    }

    /** In the form of the header {@code x-amz-checksum-crc32}: four bytes, big-endian, base64. */
    String crc32Base64() {
        CRC32 crc = new CRC32();
        crc.update(buffer, 0, length);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** In the form of the header {@code Content-MD5}. */
    String md5Base64() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(buffer, 0, length);
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
