package io.snapferry.store.folder;

import io.snapferry.store.ObjectStoreException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives the file system's errors the names under which {@link ObjectStoreException} reports them. */
final class FileSystemFailure {
    /** Java has types for few errors; the others are only told apart by the words of the C library. */
    private static final Map<String, String> CODES_BY_WORDS = new LinkedHashMap<>();

    static {
        CODES_BY_WORDS.put("No space left on device", "NoSpaceLeft");
        CODES_BY_WORDS.put("Disk quota exceeded", "QuotaExceeded");
        CODES_BY_WORDS.put("File name too long", "FileNameTooLong");
        CODES_BY_WORDS.put("File too large", "FileTooLarge");
        CODES_BY_WORDS.put("Not a directory", "NotADirectory");
        CODES_BY_WORDS.put("Is a directory", "IsADirectory");
        CODES_BY_WORDS.put("Read-only file system", "ReadOnlyFileSystem");
        CODES_BY_WORDS.put("Permission denied", "AccessDenied");
        CODES_BY_WORDS.put("Operation not permitted", "AccessDenied");
        CODES_BY_WORDS.put("Too many levels of symbolic links", "SymbolicLink");
        CODES_BY_WORDS.put("Too many open files", "TooManyOpenFiles");
        CODES_BY_WORDS.put("Input/output error", "InputOutputError");
    }

    private FileSystemFailure() {}

    static ObjectStoreException of(String operation, String place, IOException failure) {
        String code = code(failure);
        // The others need somebody to change something first.
        boolean retryable = code.equals("TooManyOpenFiles") || code.equals("Interrupted");
        return new ObjectStoreException(operation, place, code, words(failure), retryable, failure);
    }

    private static String code(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "NoSuchFile";
        }
        if (failure instanceof AccessDeniedException) {
            return "AccessDenied";
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            // Only directories are created over something that may exist.
            return "NotADirectory";
        }
        if (failure instanceof LinkRefusedException) {
            return "SymbolicLink";
        }
        if (failure instanceof ClosedByInterruptException) {
            return "Interrupted";
        }
        String words = words(failure);
        return CODES_BY_WORDS.entrySet().stream()
                .filter(known -> words.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("FileSystemError");
    }

    private static String words(IOException failure) {
        String words = failure.getMessage();
        if (failure instanceof FileSystemException atFile) {
            String reason = atFile.getReason() == null ? failure.getClass().getSimpleName() : atFile.getReason();
            words = atFile.getFile() == null ? reason : reason + ": " + atFile.getFile();
        }
        return words == null ? failure.getClass().getSimpleName() : words;
    }
}
