package io.snapferry.source;

/**
 * How a collection lies on the disk; for people.
 *
 * @param file that holds it, relative to the source
 * @param compression of its blocks, for example {@code snappy}; {@code none} when there is none
 * @param fileSizeBytes of the file, free space in it included
 */
public record CollectionStorage(String file, String compression, long fileSizeBytes) {}
