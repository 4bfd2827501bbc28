/**
 * Integers of variable length, byte order, comparison of keys: what blocks, cells, the journal and the history store have in common. Knows nothing of files.
 */
@NullMarked
package io.snapferry.wiredtiger.packing;

import org.jspecify.annotations.NullMarked;
