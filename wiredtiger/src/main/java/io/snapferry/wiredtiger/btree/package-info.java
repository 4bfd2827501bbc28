/**
 * Walks a row store from the root that a checkpoint names. Comes in: a root and a range of keys. Goes out: keys and values in order, as they stand in the file, with their validity windows. Knows nothing of points in time.
 */
@NullMarked
package io.snapferry.wiredtiger.btree;

import org.jspecify.annotations.NullMarked;
