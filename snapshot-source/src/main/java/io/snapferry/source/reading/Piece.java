package io.snapferry.source.reading;

import io.snapferry.source.ChunkRange;

/**
 * A stretch of a file's unpacked content that holds whole documents of one range.
 *
 * @param range whose documents they are
 * @param position of the first byte
 * @param sizeBytes at least 1
 */
public record Piece(ChunkRange range, long position, long sizeBytes) {}
