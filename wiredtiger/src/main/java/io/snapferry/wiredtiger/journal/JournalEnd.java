package io.snapferry.wiredtiger.journal;

/**
 * Up to where a journal can be read.
 *
 * @param position behind the last whole record
 * @param isCutOff whether there is something behind it that is not whole: what was being written when the server ended, or
 *     was written but never reached the disk. Recovery leaves it out. A journal that was damaged can look the same
 */
public record JournalEnd(LogSequenceNumber position, boolean isCutOff) {}
