package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * A place in the journal. Ordered as the journal is written.
 *
 * @param file number of the journal's file, from 1, unsigned
 * @param offset of a record in it, bytes, unsigned
 */
public record LogSequenceNumber(long file, long offset) implements Comparable<LogSequenceNumber> {
    private static final long WITHOUT_LOG_FILE = 0xffff_ffffL;

    /** Read from {@code checkpoint_lsn=(file,offset)}. */
    public static Optional<LogSequenceNumber> of(Configuration configuration) {
        List<String> numbers = configuration.list("checkpoint_lsn");
        return numbers.size() == 2
                ? Optional.of(new LogSequenceNumber(number(numbers.get(0)), number(numbers.get(1))))
                : Optional.empty();
    }

    private static long number(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(0, "expected a number in checkpoint_lsn, found \"" + text + "\"");
        }
    }

    /** Whether the checkpoint was taken while the journal was switched off, so that there is nothing to replay. */
    public boolean isWithoutLog() {
        return file == WITHOUT_LOG_FILE;
    }

    /** Whether it is before any record: what stands where there is no position yet, in the metadata and in the journal. */
    public boolean isBeforeAll() {
        return file <= 1 && offset == 0;
    }

    @Override
    public int compareTo(LogSequenceNumber other) {
        int byFile = Long.compareUnsigned(file, other.file);
        return byFile != 0 ? byFile : Long.compareUnsigned(offset, other.offset);
    }

    /** For people: {@code 3/1280}. */
    @Override
    public String toString() {
        return Long.toUnsignedString(file) + "/" + Long.toUnsignedString(offset);
    }
}
