/**
 * Text to gzip, as fast as the machine allows. Comes in: a block of text. Goes out: one whole gzip member (RFC 1952). Chooses
 * between a native library and the JDK, names exactly what it chose, and opens the same again for an export that goes on later.
 * Knows nothing of documents, chunks and buckets. Begin reading at {@link io.snapferry.compression.GzipCodecs}.
 */
@NullMarked
package io.snapferry.compression;

import org.jspecify.annotations.NullMarked;
