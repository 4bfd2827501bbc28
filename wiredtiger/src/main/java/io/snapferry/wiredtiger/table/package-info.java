/**
 * Records of a table as of the point in time at which the directory is read. Comes in: trees, the history store, the
 * journal. Goes out: keys and values in order, or ranges of keys to read apart. Knows nothing of what is in a value.
 */
@NullMarked
package io.snapferry.wiredtiger.table;

import org.jspecify.annotations.NullMarked;
