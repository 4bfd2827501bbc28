package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.journal.LogSequenceNumber;

/** What became of the journal of a directory. */
public sealed interface JournalState {
    /**
     * Its changes are laid over the tables that are in it.
     *
     * @param start from where it was read
     * @param end of its last whole record
     * @param isCutOff whether there is something behind it that is not whole, which recovery would leave out, too
     * @param changeCount of the tables that were wanted, and of the metadata
     */
    record Replayed(LogSequenceNumber start, LogSequenceNumber end, boolean isCutOff, long changeCount)
            implements JournalState {}

    /** The server ran without a journal when the checkpoint was taken: the checkpoint is all there is. */
    record NotKept() implements JournalState {}

    /** It was not looked at. */
    record Ignored() implements JournalState {}

    /**
     * It is not there: what was written after the checkpoint is lost, if anything was.
     *
     * @param start from where it should have been read
     * @param missing what was looked for
     */
    record Missing(LogSequenceNumber start, String missing) implements JournalState {}
}
