package io.snapferry.store.s3;

import io.snapferry.store.ObjectStoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object's bytes as they arrive. Says where it comes from when the line is cut, and never takes a cut for the end. */
final class S3ObjectStream extends InputStream {
    private static final String OPERATION = "GetObject";

    private final String place;
    private final ResponseInputStream<GetObjectResponse> answer;
    private long remainingBytes;
    private boolean atEnd;

    S3ObjectStream(String place, ResponseInputStream<GetObjectResponse> answer) {
        this.place = place;
        this.answer = answer;
        this.remainingBytes = answer.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = answer.read(bytes, offset, length);
        } catch (SdkException e) {
            // Among them that the bytes do not have the checksum which the store keeps with the object.
            throw S3Failure.of(OPERATION, place, e);
        } catch (IOException e) {
            throw cut(e);
        }
        if (count < 0) {
            atEnd = true;
            if (remainingBytes > 0) {
                throw cut(new EOFException(remainingBytes + " bytes did not arrive"));
            }
        } else {
            remainingBytes -= count;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        if (atEnd) {
            answer.close();
        } else {
            answer.abort(); // instead of reading the rest to no end
        }
    }

    private ObjectStoreException cut(IOException cause) {
        return new ObjectStoreException(
                OPERATION, place, "ConnectionFailed", String.valueOf(cause.getMessage()), true, cause);
    }
}
