package io.snapferry.source.encryption;

import io.snapferry.source.SourceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which files of one dump are encrypted, while it is opened. All are, for the same dump and each for its own
 * place, or none is: otherwise a file that somebody put there without the key would be taken for a part of it. Not
 * thread-safe.
 */
public final class DumpDecryption {
    private final Path root;
    private final FileKeys keys;
    /** What the first file was, with its name; every other must be the same. */
    private @Nullable Found first;

    /** The dump's id is empty when it is not encrypted. */
    private record Found(String label, String dumpId) {}

    /** @param root of a whole dump or of one database of it */
    public DumpDecryption(Path root, FileKeys keys) {
        this.root = root;
        this.keys = keys;
    }

    /**
     * How the file is decrypted; empty when it is not encrypted, and also when it cannot be opened: that is said when it is
     * read.
     *
     * @param label relative to the root, with slashes
     * @throws SourceException when there is no key for it, or it does not belong there
     */
    public Optional<EncryptedContent> contentOf(Path path, String label) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Optional<FileHeader> header = FileHeader.read(file, label);
            requireSameAsFirst(new Found(label, header.map(FileHeader::dumpId).orElse("")));
            return header.isPresent() ? Optional.of(contentOf(file, header.get(), label)) : Optional.empty();
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        }
    }

    private void requireSameAsFirst(Found found) throws SourceException {
        if (first == null) {
            first = found;
        } else if (!first.dumpId().equals(found.dumpId())) {
            boolean areBothEncrypted =
                    !found.dumpId().isEmpty() && !first.dumpId().isEmpty();
            String reason = areBothEncrypted
                    ? "was encrypted for another dump than " + first.label()
                    : found.dumpId().isEmpty()
                            ? "is not encrypted, but " + first.label() + " is"
                            : "is encrypted, but " + first.label() + " is not";
            throw SourceException.inFile(found.label(), reason + ". All files of a dump belong together");
        }
    }

    private EncryptedContent contentOf(FileChannel file, FileHeader header, String label) throws IOException {
        EncryptionKey key = keys.find(header.keyId())
                .orElseThrow(() -> SourceException.inFile(
                        label,
                        "is encrypted with the key %s, which was not given. The server takes it from snapshots.encryption-key, the command line from --snapshot-key-file"
                                .formatted(header.keyId())));
        if (!header.name().equals(label) && !header.name().equals(folderName() + "/" + label)) {
            throw SourceException.inFile(label, "was encrypted as " + header.name() + ", and belongs there");
        }
        return EncryptedContent.of(key, header, file, label);
    }

    /** A database's folder may be opened alone, then it is a part of the names. */
    private String folderName() throws IOException {
        Path name = root.toRealPath().getFileName();
        return name == null ? "" : name.toString();
    }
}
