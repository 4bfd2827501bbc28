/**
 * A mongodump archive ({@code mongodump --archive}), gzipped or not: one file with the documents of all namespaces,
 * block by block. Comes in: a path. Goes out: its collections and their documents, each byte checked against the
 * archive's checksums. Knows nothing of folders. See docs/formats/mongodump-archive.md.
 *
 * <p>The first type to open is {@link io.snapferry.source.archive.ArchiveFile}.
 */
@NullMarked
package io.snapferry.source.archive;

import org.jspecify.annotations.NullMarked;
