package io.snapferry.source.dump;

import io.snapferry.source.SourceException;
import io.snapferry.source.encryption.DumpDecryption;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One name in a folder. A symbolic link stands for what it leads to.
 *
 * @param path where it lies
 * @param name its own name
 * @param label how errors and notices call it: relative to the source
 * @param decryption of the dump that it belongs to
 */
record FolderEntry(
        Path path,
        String name,
        String label,
        boolean isFolder,
        boolean isFile,
        long sizeBytes,
        DumpDecryption decryption) {
    private static final String GZIP_SUFFIX = ".gz";
    /** What Java puts where a name's bytes are no text in the machine's encoding. */
    private static final char UNREADABLE = '\uFFFD';

    /**
     * What lies in a folder, by name.
     *
     * @param prefix of the labels, empty or ending with a slash
     */
    static List<FolderEntry> listing(Path folder, String prefix, DumpDecryption decryption) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                entries.add(of(child, child.getFileName().toString(), prefix, decryption));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(FolderEntry::name));
        return entries;
    }

    /** What lies in a folder. */
    List<FolderEntry> children() throws IOException {
        return listing(path, label + "/", decryption);
    }

    private static FolderEntry of(Path path, String name, String prefix, DumpDecryption decryption) throws IOException {
        String label = prefix + name;
        if (name.indexOf(UNREADABLE) >= 0) {
            throw SourceException.inFile(
                    label,
                    "name is not text in this machine's encoding %s. Start with LC_ALL=C.UTF-8"
                            .formatted(System.getProperty("sun.jnu.encoding", "(unknown)")));
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new FolderEntry(
                    path,
                    name,
                    label,
                    attributes.isDirectory(),
                    attributes.isRegularFile(),
                    attributes.size(),
                    decryption);
        } catch (NoSuchFileException e) {
            return new FolderEntry(path, name, label, false, false, 0, decryption); // a link to nowhere
        }
    }

    boolean isGzipped() {
        return name.endsWith(GZIP_SUFFIX);
    }

    /** The name without {@code .gz}. */
    String plainName() {
        return isGzipped() ? name.substring(0, name.length() - GZIP_SUFFIX.length()) : name;
    }

    /** Looks whether it is encrypted. */
    SourceFile file() throws IOException {
        return new SourceFile(path, label, isGzipped(), sizeBytes, decryption.contentOf(path, label));
    }
}
