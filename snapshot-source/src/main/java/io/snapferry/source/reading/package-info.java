/**
 * Reads documents one behind the other. Comes in: a file of a source, gzipped or not, and the pieces of it that are
 * wanted. Goes out: runs of whole documents with checked lengths, chunk ranges, and errors that name file, namespace and
 * byte position. Knows nothing of folders, archives or what a document holds.
 *
 * <p>The first type to open is {@link io.snapferry.source.reading.DocumentRuns}.
 */
@NullMarked
package io.snapferry.source.reading;

import org.jspecify.annotations.NullMarked;
