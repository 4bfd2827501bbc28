/**
 * A mongodump folder: a whole dump, or the folder of one database. Comes in: a path. Goes out: its collections and their
 * documents. Knows nothing of archives or of a server. See docs/formats/mongodump.md.
 *
 * <p>The first type to open is {@link io.snapferry.source.dump.DumpFolder}.
 */
@NullMarked
package io.snapferry.source.dump;

import org.jspecify.annotations.NullMarked;
