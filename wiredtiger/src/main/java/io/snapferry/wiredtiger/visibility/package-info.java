/**
 * What of a tree belongs to a point in time. Comes in: records with their validity windows, the history store. Goes out:
 * the one version of each key that the server would have after it rolled back to its stable timestamp. Begin reading at
 * {@link io.snapferry.wiredtiger.visibility.ReadPoint}. The rules are in docs/formats/wiredtiger.md#visibility.
 */
@NullMarked
package io.snapferry.wiredtiger.visibility;

import org.jspecify.annotations.NullMarked;
