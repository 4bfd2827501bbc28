package io.snapferry.store.s3;

/**
 * How large each part of a multipart upload is, so that an object of unknown size fits into the parts that S3 allows: the
 * size doubles every {@value #PARTS_OF_ONE_SIZE} parts. From 8 MiB on that is room for 2.4 TiB.
 */
final class PartSizes {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
    static final int MAX_PART_COUNT = 10_000;

    private static final int PARTS_OF_ONE_SIZE = 1_000;

    private PartSizes() {}

    /**
     * @param firstSizeBytes of part 1
     * @param partNumber from 1
     */
    static int sizeBytes(int firstSizeBytes, int partNumber) {
        int doublings = (partNumber - 1) / PARTS_OF_ONE_SIZE;
        return (int) Math.min((long) firstSizeBytes << doublings, S3Settings.MAX_PART_SIZE_BYTES);
    }
}
