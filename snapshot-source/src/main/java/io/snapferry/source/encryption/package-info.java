/**
 * Files of a dump that are encrypted at rest; their format is in docs/formats/encrypted-snapshots.md. Comes in: a key, a
 * file, and the name by which the dump knows it. Goes out: the file's content as a stream or as a channel that can seek.
 * Knows nothing of what the content is.
 */
@NullMarked
package io.snapferry.source.encryption;

import org.jspecify.annotations.NullMarked;
