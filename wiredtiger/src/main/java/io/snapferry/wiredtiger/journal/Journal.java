package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.Decompressor;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The journal's files, in a sub-directory as MongoDB has them or beside the tables. Reads the changes behind a checkpoint
 * up to where the last run of the server came: to the first record of the last file that is not whole. A hole before that
 * is an error, since what is behind it was acknowledged.
 */
public final class Journal {
    private static final String SUBDIRECTORY = "journal";
    private static final Pattern FILE_NAME = Pattern.compile("WiredTigerLog\\.(\\d{10})");

    private final Path directory;
    private final NavigableMap<Long, String> files;

    private Journal(Path directory, NavigableMap<Long, String> files) {
        this.directory = directory;
        this.files = files;
    }

    /** Finds the files of a data directory; there may be none. */
    public static Journal of(Path directory) throws IOException {
        NavigableMap<Long, String> inSubdirectory = list(directory.resolve(SUBDIRECTORY), SUBDIRECTORY + "/");
        return new Journal(directory, inSubdirectory.isEmpty() ? list(directory, "") : inSubdirectory);
    }

    private static NavigableMap<Long, String> list(Path folder, String prefix) throws IOException {
        NavigableMap<Long, String> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher matcher = FILE_NAME.matcher(entry.getFileName().toString());
                if (matcher.matches()) {
                    files.put(Long.parseLong(matcher.group(1)), prefix + entry.getFileName());
                }
            }
        }
        return files;
    }

    /** Whether there is no file at all. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Where the first file begins. */
    public Optional<LogSequenceNumber> first() {
        return files.isEmpty() ? Optional.empty() : Optional.of(new LogSequenceNumber(files.firstKey(), 0));
    }

    /** Whether the file is there in which reading would begin. */
    public boolean has(LogSequenceNumber start) {
        return files.containsKey(start.file());
    }

    /**
     * Reads from a position on.
     *
     * @param start of a record, in a file that is there
     * @return where the last whole record ends
     * @throws WiredTigerFormatException when there is a hole, or something that is not understood
     */
    LogSequenceNumber read(LogSequenceNumber start, ChangeReceiver receiver) throws IOException {
        LogRecordParser parser = new LogRecordParser();
        JournalFile.CompressorGuess guess = new JournalFile.CompressorGuess();
        LogSequenceNumber end = start;
        try (Decompressor decompressor = new Decompressor()) {
            long expected = start.file();
            for (Map.Entry<Long, String> entry :
                    files.tailMap(start.file(), true).entrySet()) {
                if (entry.getKey() != expected) {
                    throw WiredTigerFormatException.inFile(
                            entry.getValue(), "the journal's file with number " + expected + " before it is missing");
                }
                boolean isFirst = expected == start.file();
                boolean isLast = entry.getKey().equals(files.lastKey());
                try (JournalFile file = JournalFile.open(
                        directory.resolve(entry.getValue()), entry.getValue(), entry.getKey(), decompressor, guess)) {
                    if (!isFirst) {
                        requireContinuation(file, end, parser);
                    }
                    end = read(file, isFirst ? start.offset() : 0, isLast, parser, receiver);
                }
                expected++;
            }
        }
        return end;
    }

    /** What the file before ended with must be what this one says of it. */
    private static void requireContinuation(JournalFile file, LogSequenceNumber end, LogRecordParser parser)
            throws IOException {
        if (!file.tellsPreviousEnd() || file.read(JournalFile.ALIGNMENT) != JournalFile.Found.RECORD) {
            return;
        }
        Optional<LogSequenceNumber> previous;
        try {
            previous = parser.previousEnd(file.payload());
        } catch (MalformedException e) {
            throw WiredTigerFormatException.atByte(file.name(), JournalFile.ALIGNMENT, e.reason());
        }
        if (previous.isPresent() && !previous.get().equals(end)) {
            throw WiredTigerFormatException.atByte(
                    file.name(),
                    JournalFile.ALIGNMENT,
                    "the journal's file before ends at " + end + ", this one follows " + previous.get());
        }
    }

    private static LogSequenceNumber read(
            JournalFile file, long start, boolean isLast, LogRecordParser parser, ChangeReceiver receiver)
            throws IOException {
        long offset = start;
        while (true) {
            switch (file.read(offset)) {
                case RECORD -> {
                    LogSequenceNumber position = new LogSequenceNumber(file.number(), offset);
                    // The record at the file's begin describes it.
                    if (offset > 0) {
                        parse(file, position, parser, receiver);
                    }
                    offset = file.next(offset);
                }
                case NOTHING -> {
                    if (!file.isZeroFrom(offset)) {
                        throw WiredTigerFormatException.atByte(
                                file.name(), offset, "hole in the journal: nothing here, but something behind it");
                    }
                    return new LogSequenceNumber(file.number(), offset);
                }
                case TORN -> {
                    if (!isLast) {
                        throw WiredTigerFormatException.atByte(
                                file.name(), offset, "damaged log record, and there are later journal files");
                    }
                    return new LogSequenceNumber(file.number(), offset);
                }
            }
        }
    }

    private static void parse(
            JournalFile file, LogSequenceNumber position, LogRecordParser parser, ChangeReceiver receiver)
            throws IOException {
        try {
            parser.parse(file.payload(), position, receiver);
        } catch (MalformedException e) {
            throw WiredTigerFormatException.atByte(file.name(), position.offset(), e.reason());
        }
    }
}
