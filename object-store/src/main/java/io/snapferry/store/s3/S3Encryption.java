package io.snapferry.store.s3;

import java.util.Optional;

/** What the store is asked to encrypt objects with. */
public sealed interface S3Encryption {

    /** Whatever the bucket does by default; nothing is asked. */
    record BucketDefault() implements S3Encryption {}

    /** Keys of S3 itself ({@code AES256}). */
    record SseS3() implements S3Encryption {}

    /**
     * Keys of KMS ({@code aws:kms}).
     *
     * @param keyId absent for the account's default key
     */
    record SseKms(Optional<String> keyId) implements S3Encryption {}
}
