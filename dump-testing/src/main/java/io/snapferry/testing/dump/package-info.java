/**
 * Dumps made in code, in the four forms in which mongodump writes one, for the tests of this and other modules. Comes in:
 * collections in the words of the domain. Goes out: folders and archives. It shares no code with the readers that it
 * tests: names are escaped and checksums computed in their own way.
 *
 * <p>The first type to open is {@link io.snapferry.testing.dump.DumpBuilder}.
 */
@NullMarked
package io.snapferry.testing.dump;

import org.jspecify.annotations.NullMarked;
