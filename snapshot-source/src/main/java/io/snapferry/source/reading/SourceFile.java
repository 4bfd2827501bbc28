package io.snapferry.source.reading;

import io.snapferry.source.encryption.EncryptedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of a source. It is opened anew for each reading; a source holds no file open in between.
 *
 * @param path where it lies
 * @param name how errors call it: relative to the source where it lies inside of it
 * @param isGzipped whether its content is unpacked on the way
 * @param bytesOnDisk when the source was opened; another size later means that the file was changed
 * @param encryption how it is decrypted on the way, before it is unpacked; empty for files that are not encrypted
 */
public record SourceFile(
        Path path, String name, boolean isGzipped, long bytesOnDisk, Optional<EncryptedContent> encryption) {

    /** One that is not encrypted. */
    public SourceFile(Path path, String name, boolean isGzipped, long bytesOnDisk) {
        this(path, name, isGzipped, bytesOnDisk, Optional.empty());
    }

    /** Of the content before it is unpacked. */
    public long sizeBytes() {
        return encryption.map(EncryptedContent::sizeBytes).orElse(bytesOnDisk);
    }

    /**
     * The file's content from its first byte, decrypted and unpacked.
     *
     * @param place named when the file is gone or was changed
     */
    public InputStream open(Place place) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw place.whole("file is gone, it was there when the source was opened")
                    .causedBy(e);
        } catch (AccessDeniedException e) {
            throw place.whole("file cannot be opened, access is denied").causedBy(e);
        }
        try {
            if (channel.size() != bytesOnDisk) {
                throw place.whole("file has %d bytes, it had %d when the source was opened"
                        .formatted(channel.size(), bytesOnDisk));
            }
            InputStream input =
                    new FileInput(encryption.isPresent() ? encryption.get().decrypt(channel, place::whole) : channel);
            return isGzipped ? new GzipInput(input) : input;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * All of a small file.
     *
     * @param maxBytes of unpacked content that is accepted
     */
    public byte[] readAll(Place place, int maxBytes) throws IOException {
        try (InputStream input = open(place)) {
            byte[] bytes = input.readNBytes(maxBytes);
            if (input.read() >= 0) {
                throw place.whole("file holds more than the maximum of " + maxBytes + " bytes");
            }
            return bytes;
        } catch (GzipFormatException e) {
            throw place.whole(e.reason()).causedBy(e);
        }
    }

    /** The first bytes of the unpacked content, fewer when it is shorter. */
    public byte[] firstBytes(Place place, int count) throws IOException {
        try (InputStream input = open(place)) {
            return input.readNBytes(count);
        } catch (GzipFormatException e) {
            throw place.at(0, e.reason()).causedBy(e);
        }
    }
}
