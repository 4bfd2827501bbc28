package io.snapferry.store.s3;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.PutReceipt;
import io.snapferry.store.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Collects bytes into a part and sends it when more follow; an object of one part is a single PUT. While a part is on its way
 * the next is filled, so an object holds up to two parts in memory; when both are full, {@code write} waits.
 *
 * <pre>
 * write ... commit                       PutObject
 * write ... part full, write ... commit  CreateMultipartUpload, UploadPart ..., CompleteMultipartUpload
 * close without commit                   AbortMultipartUpload, if one was begun
 * </pre>
 */
final class S3ObjectWriter implements ObjectWriter {
    /** Most objects that are not chunks are smaller than this. */
    private static final int FIRST_BUFFER_SIZE_BYTES = 64 << 10;

    private final ObjectKey key;
    private final S3Uploads uploads;
    private final AbandonedUploads abandoned;
    private final Executor partSenders;
    private final int firstPartSizeBytes;
    private final Sha256 digest = new Sha256();
    private final List<CompletedPart> sentParts = new ArrayList<>();

    private byte[] part = new byte[FIRST_BUFFER_SIZE_BYTES];
    private int partLength;
    /** Of the part that arrived last, to be filled again. */
    private byte @Nullable [] spareBuffer;

    private @Nullable PartOnItsWay onItsWay;
    private int begunPartCount;
    private @Nullable String uploadId;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /** A request failed: what was sent is not known for certain, so nothing can follow. */
        FAILED,
        FINISHED
    }

    /**
     * @param abandoned is told of an upload that could not be aborted
     * @param partSenders runs each task at once, in a thread of its own
     */
    S3ObjectWriter(
            ObjectKey key,
            S3Uploads uploads,
            AbandonedUploads abandoned,
            Executor partSenders,
            int firstPartSizeBytes) {
        this.key = key;
        this.uploads = uploads;
        this.abandoned = abandoned;
        this.partSenders = partSenders;
        this.firstPartSizeBytes = firstPartSizeBytes;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        if (onItsWay != null && onItsWay.isDone()) {
            awaitPart(); // so that a failure is reported as soon as it is known
        }
        int position = offset;
        int end = offset + length;
        while (position < end) {
            int partSizeBytes = PartSizes.sizeBytes(firstPartSizeBytes, begunPartCount + 1);
            if (partLength == partSizeBytes) {
                sendPart();
                continue; // the next part may be larger
            }
            int count = Math.min(end - position, partSizeBytes - partLength);
            makeRoom(partLength + count, partSizeBytes);
            System.arraycopy(bytes, position, part, partLength, count);
            partLength += count;
            position += count;
        }
        digest.update(bytes, offset, length);
    }

    @Override
    public PutReceipt commit() throws IOException {
        requireOpen();
        PutReceipt receipt = digest.receipt(key);
        state = State.FAILED; // unless all goes well
        if (uploadId == null) {
            uploads.put(new UploadBody(part, partLength), receipt.sha256Hex());
        } else {
            sendPart();
            awaitPart();
            state = State.FAILED;
            uploads.complete(uploadId, sentParts);
        }
        state = State.FINISHED;
        return receipt;
    }

    @Override
    public void close() throws IOException {
        boolean unfinished = state != State.FINISHED;
        state = State.FINISHED;
        if (onItsWay != null) {
            onItsWay.awaitEnd(); // a part that arrives after the abort would stay in the bucket
            onItsWay = null;
        }
        if (unfinished && uploadId != null) {
            abort(uploadId);
        }
    }

    private void abort(String abandonedUploadId) throws ObjectStoreException {
        try {
            uploads.abort(abandonedUploadId);
        } catch (ObjectStoreException e) {
            abandoned.add(key, abandonedUploadId);
            throw e;
        }
    }

    private void sendPart() throws ObjectStoreException {
        awaitPart();
        State before = state;
        state = State.FAILED;
        if (uploadId == null) {
            uploadId = uploads.create();
        }
        String upload = uploadId;
        int number = ++begunPartCount;
        UploadBody body = new UploadBody(part, partLength);
        onItsWay = PartOnItsWay.start(partSenders, part, () -> uploads.sendPart(upload, number, body));
        part = spareBuffer != null ? spareBuffer : new byte[FIRST_BUFFER_SIZE_BYTES];
        spareBuffer = null;
        partLength = 0;
        state = before;
    }

    /** Until no part is on its way. */
    private void awaitPart() throws ObjectStoreException {
        if (onItsWay == null) {
            return;
        }
        State before = state;
        state = State.FAILED;
        try {
            sentParts.add(onItsWay.result());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw uploads.interrupted(begunPartCount, e);
        }
        spareBuffer = onItsWay.buffer();
        onItsWay = null;
        state = before;
    }

    /** Doubles, so that small objects stay small and large ones are not copied often. */
    private void makeRoom(int lengthNeeded, int partSizeBytes) {
        if (lengthNeeded > part.length) {
            long doubled = Math.max(2L * part.length, lengthNeeded);
            part = Arrays.copyOf(part, (int) Math.min(doubled, partSizeBytes));
        }
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the object is finished or has failed: " + key);
        }
    }
}
