package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.Decompressor;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The journal's files, in a sub-directory as MongoDB has them or beside the tables. Reads the changes behind a checkpoint
 * up to where the last run of the server came: to the first record that is not whole, as recovery does. Unlike recovery it
 * refuses when a later file has transactions, since those were probably acknowledged, and something is wrong with the copy.
 */
public final class Journal {
    private static final String SUBDIRECTORY = "journal";
    private static final Pattern FILE_NAME = Pattern.compile("WiredTigerLog\\.(\\d{10})");

    private final Path directory;
    private final NavigableMap<Long, String> files;
    private final boolean isOfBackup;

    private Journal(Path directory, boolean isOfBackup) throws IOException {
        this.directory = directory;
        NavigableMap<Long, String> inSubdirectory = list(directory.resolve(SUBDIRECTORY), SUBDIRECTORY + "/");
        this.files = inSubdirectory.isEmpty() ? list(directory, "") : inSubdirectory;
        this.isOfBackup = isOfBackup;
    }

    /** Finds the files of a data directory; there may be none. */
    public static Journal of(Path directory) throws IOException {
        return new Journal(directory, false);
    }

    /** The same for a hot backup, whose last file may have been copied while it was written. */
    public static Journal ofBackup(Path directory) throws IOException {
        return new Journal(directory, true);
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
     * @throws WiredTigerFormatException when there is a hole with transactions behind it, or something that is not
     *     understood
     */
    JournalEnd read(LogSequenceNumber start, ChangeReceiver receiver) throws IOException {
        JournalFile.CompressorGuess guess = new JournalFile.CompressorGuess();
        try (Decompressor decompressor = new Decompressor()) {
            return read(start, new Reading(decompressor, guess, new LogRecordParser(), receiver));
        }
    }

    private record Reading(
            Decompressor decompressor,
            JournalFile.CompressorGuess guess,
            LogRecordParser parser,
            ChangeReceiver receiver) {}

    private JournalEnd read(LogSequenceNumber start, Reading reading) throws IOException {
        JournalEnd end = new JournalEnd(start, false);
        long expected = start.file();
        for (long number : files.tailMap(start.file(), true).keySet()) {
            if (number != expected) {
                throw WiredTigerFormatException.inFile(
                        name(number), "the journal's file with number " + expected + " before it is missing");
            }
            expected++;
            try (JournalFile file = open(number, reading)) {
                boolean isFirst = number == start.file();
                if (isFirst) {
                    requireStart(file, start.offset());
                } else {
                    Optional<LogSequenceNumber> previous = previousEnd(file, reading.parser());
                    if (previous.isPresent() && !previous.get().equals(end.position())) {
                        String reason = "the journal ends here, but the file behind it follows " + previous.get();
                        return cutOff(end.position(), reason, reading);
                    }
                }
                end = read(file, isFirst ? start.offset() : 0, reading);
            }
            if (end.isCutOff()) {
                return cutOff(end.position(), "log record that is not whole", reading);
            }
        }
        return end;
    }

    /** Where a checkpoint was taken the server has written a record, and has brought it to the disk before. */
    private static void requireStart(JournalFile file, long offset) throws IOException {
        if (offset % JournalFile.ALIGNMENT != 0) {
            throw WiredTigerFormatException.atByte(
                    file.name(), offset, "the checkpoint's position is no multiple of " + JournalFile.ALIGNMENT);
        }
        if (offset > file.sizeBytes()) {
            throw WiredTigerFormatException.inFile(
                    file.name(),
                    "the file has " + file.sizeBytes() + " bytes, the checkpoint was taken at byte " + offset
                            + ": it is cut off, or from another moment");
        }
    }

    private String name(long number) {
        return files.getOrDefault(number, "");
    }

    private JournalFile open(long number, Reading reading) throws IOException {
        String name = name(number);
        return JournalFile.open(directory.resolve(name), name, number, reading.decompressor(), reading.guess());
    }

    /** Ends reading at a position, if there are no transactions in the files behind it. */
    private JournalEnd cutOff(LogSequenceNumber position, String reason, Reading reading) throws IOException {
        for (long number : files.tailMap(position.file(), false).keySet()) {
            try (JournalFile file = open(number, reading)) {
                if (hasTransactions(file, reading.parser())) {
                    throw WiredTigerFormatException.atByte(
                            name(position.file()),
                            position.offset(),
                            reason + ", and there are transactions in " + file.name());
                }
            }
        }
        return new JournalEnd(position, true);
    }

    private static boolean hasTransactions(JournalFile file, LogRecordParser parser) throws IOException {
        long offset = JournalFile.ALIGNMENT;
        while (file.read(offset) == JournalFile.Found.RECORD) {
            try {
                if (parser.isCommit(file.payload())) {
                    return true;
                }
            } catch (MalformedException e) {
                throw WiredTigerFormatException.atByte(file.name(), offset, e.reason());
            }
            offset = file.next(offset);
        }
        return false;
    }

    /** What a file says of where the one before ends; nothing if it is the first that a run of the server began. */
    private static Optional<LogSequenceNumber> previousEnd(JournalFile file, LogRecordParser parser)
            throws IOException {
        if (!file.tellsPreviousEnd() || file.read(JournalFile.ALIGNMENT) != JournalFile.Found.RECORD) {
            return Optional.empty();
        }
        try {
            return parser.previousEnd(file.payload()).filter(previous -> !previous.isBeforeAll());
        } catch (MalformedException e) {
            throw WiredTigerFormatException.atByte(file.name(), JournalFile.ALIGNMENT, e.reason());
        }
    }

    private JournalEnd read(JournalFile file, long start, Reading reading) throws IOException {
        long offset = start;
        while (true) {
            LogSequenceNumber position = new LogSequenceNumber(file.number(), offset);
            switch (file.read(offset)) {
                case RECORD -> {
                    // The record at the file's begin describes it.
                    if (offset > 0) {
                        parse(file, position, reading.parser(), reading.receiver());
                    }
                    offset = file.next(offset);
                }
                case NOTHING -> {
                    return new JournalEnd(position, !file.isZeroFrom(offset));
                }
                case CUT -> {
                    return new JournalEnd(position, true);
                }
                case DAMAGED -> {
                    if (isOfBackup) {
                        return new JournalEnd(position, true);
                    }
                    throw WiredTigerFormatException.atByte(file.name(), offset, "damaged log record");
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
