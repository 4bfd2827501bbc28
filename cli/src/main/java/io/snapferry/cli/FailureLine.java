package io.snapferry.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** A failure as one line. */
final class FailureLine {
    private FailureLine() {}

    static String of(Throwable failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + ": exists already";
        }
        if (failure instanceof DirectoryNotEmptyException notEmpty) {
            return notEmpty.getFile() + ": is not empty";
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        String message = failure.getMessage();
        String line = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return line.lines().findFirst().orElse(line);
    }
}
