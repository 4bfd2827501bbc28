package io.snapferry.store.s3;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests that write one object, with the checksum that lets the store refuse what arrives changed: SHA-256 of a whole
 * object, which is the one in its receipt; CRC-32 of a part; or Content-MD5 of either for stores that know no other.
 *
 * <p>The checksum is a header, never a trailer after the body, which older stores do not read.
 */
final class S3Uploads {
    private static final Duration ABORT_LIMIT = Duration.ofSeconds(5);

    private final S3Connection connection;
    private final S3Settings settings;
    private final ObjectKey key;
    private final String contentType;
    private final String place;

    S3Uploads(S3Connection connection, S3Settings settings, ObjectKey key, String contentType) {
        this.connection = connection;
        this.settings = settings;
        this.key = key;
        this.contentType = contentType;
        this.place = "s3://" + settings.bucket() + "/" + key;
    }

    void put(UploadBody body, String sha256Hex) throws ObjectStoreException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key.value())
                .contentType(contentType)
                .serverSideEncryption(encryption().orElse(null))
                .ssekmsKeyId(kmsKeyId().orElse(null));
        if (settings.checksumsOnlyWhenRequired()) {
            request.contentMD5(body.md5Base64());
        } else {
            request.checksumSHA256(
                    Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256Hex)));
        }
        PutObjectRequest built = request.build();
        String stored = connection
                .call("PutObject", place, client -> client.putObject(built, body.requestBody(contentType)))
                .checksumSHA256();
        requireSame("PutObject", built.checksumSHA256(), stored);
    }

    /** @return the upload's id */
    String create() throws ObjectStoreException {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(key.value())
                .contentType(contentType)
                .serverSideEncryption(encryption().orElse(null))
                .ssekmsKeyId(kmsKeyId().orElse(null));
        if (!settings.checksumsOnlyWhenRequired()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32);
        }
        String uploadId = connection
                .call("CreateMultipartUpload", place, client -> client.createMultipartUpload(request.build()))
                .uploadId();
        if (uploadId == null || uploadId.isEmpty()) {
            throw ObjectStoreException.retryable(
                    "CreateMultipartUpload", place, "InvalidAnswer", "the store gave no upload id");
        }
        return uploadId;
    }

    CompletedPart sendPart(String uploadId, int number, UploadBody body) throws ObjectStoreException {
        if (number > PartSizes.MAX_PART_COUNT) {
            throw new ObjectStoreException(
                    "UploadPart",
                    place,
                    "EntityTooLarge",
                    "the object has more than " + PartSizes.MAX_PART_COUNT + " parts; set a larger part size");
        }
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(settings.bucket())
                .key(key.value())
                .uploadId(uploadId)
                .partNumber(number);
        if (settings.checksumsOnlyWhenRequired()) {
            request.contentMD5(body.md5Base64());
        } else {
            request.checksumCRC32(body.crc32Base64());
        }
        UploadPartRequest built = request.build();
        var stored = connection.call(
                "UploadPart", place, client -> client.uploadPart(built, body.requestBody("application/octet-stream")));
        requireSame("UploadPart", built.checksumCRC32(), stored.checksumCRC32());
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(stored.eTag())
                .checksumCRC32(built.checksumCRC32())
                .build();
    }

    /** The writer's thread was interrupted while a part was on its way. */
    ObjectStoreException interrupted(int partNumber, InterruptedException cause) {
        return new ObjectStoreException(
                "UploadPart", place, "Interrupted", "while waiting for part " + partNumber, true, cause);
    }

    void complete(String uploadId, List<CompletedPart> parts) throws ObjectStoreException {
        connection.call(
                "CompleteMultipartUpload",
                place,
                client -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                        .key(key.value())
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts))));
    }

    /** As the other, of this object. */
    void abort(String uploadId) throws ObjectStoreException {
        abort(connection, settings, key.value(), uploadId);
    }

    /**
     * Gives up an upload; one that the store does not know any more is given up already. Works in an interrupted thread, and
     * takes no longer than {@link #ABORT_LIMIT}, because it often follows a cancel or a failure of the store.
     */
    static void abort(S3Connection connection, S3Settings settings, String key, String uploadId)
            throws ObjectStoreException {
        // The SDK sends nothing while the flag is set, and the parts would stay in the bucket and be paid for.
        boolean interrupted = Thread.interrupted();
        try {
            connection.call(
                    "AbortMultipartUpload",
                    "s3://" + settings.bucket() + "/" + key,
                    client -> client.abortMultipartUpload(request -> request.bucket(settings.bucket())
                            .key(key)
                            .uploadId(uploadId)
                            .overrideConfiguration(limits -> limits.apiCallTimeout(ABORT_LIMIT))));
        } catch (ObjectStoreException e) {
            if (!e.storeCode().equals("NoSuchUpload")) {
                throw e;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<ServerSideEncryption> encryption() {
        if (settings.encryption() instanceof S3Encryption.SseS3) {
            return Optional.of(ServerSideEncryption.AES256);
        }
        if (settings.encryption() instanceof S3Encryption.SseKms) {
            return Optional.of(ServerSideEncryption.AWS_KMS);
        }
        return Optional.empty();
    }

    private Optional<String> kmsKeyId() {
        return settings.encryption() instanceof S3Encryption.SseKms kms ? kms.keyId() : Optional.empty();
    }

    /**
     * Not every store repeats the checksum; one that repeats another has stored something else, or its answer was cut: a
     * head that ends in the middle of a header is not told from a whole one.
     */
    private void requireSame(String operation, @Nullable String sent, @Nullable String stored)
            throws ObjectStoreException {
        if (sent != null && stored != null && !sent.equals(stored)) {
            throw ObjectStoreException.retryable(
                    operation, place, "ChecksumMismatch", "sent checksum " + sent + ", stored checksum " + stored);
        }
    }
}
