/**
 * Blocks of a {@code .wt} file: found by address, held against size and checksum, unpacked. Comes in: an address cookie. Goes out: a page image. Knows nothing of cells.
 */
@NullMarked
package io.snapferry.wiredtiger.block;

import org.jspecify.annotations.NullMarked;
