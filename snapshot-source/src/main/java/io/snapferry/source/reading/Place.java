package io.snapferry.source.reading;

import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import java.util.Optional;

/**
 * What an error names besides its reason.
 *
 * @param namespace whose data it is, when known
 * @param file relative to the source where it lies inside of it
 */
public record Place(Optional<Namespace> namespace, String file) {

    /** A file whose namespace is not known, or that belongs to none. */
    public static Place of(String file) {
        return new Place(Optional.empty(), file);
    }

    /** A namespace's data in a file. */
    public static Place of(Namespace namespace, String file) {
        return new Place(Optional.of(namespace), file);
    }

    /** An error at a byte of the file's unpacked content. */
    public SourceException at(long position, String reason) {
        return namespace
                .map(known -> SourceException.atByte(known, file, position, reason))
                .orElseGet(() -> SourceException.atByte(file, position, reason));
    }

    /** An error of the file as a whole. */
    public SourceException whole(String reason) {
        return namespace
                .map(known -> SourceException.inFile(known, file, reason))
                .orElseGet(() -> SourceException.inFile(file, reason));
    }
}
