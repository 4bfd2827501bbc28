/**
 * Read-only view of a data directory of WiredTiger, MongoDB's storage engine. Comes in: a folder of files that no process
 * is writing. Goes out: tables with their records as of one point in time, or an error that names file, position and
 * reason. Never writes, never locks. Knows nothing of BSON, collections and jobs. The format is in
 * docs/formats/wiredtiger.md. Begin reading at {@link io.snapferry.wiredtiger.directory.DataDirectory}.
 */
@NullMarked
package io.snapferry.wiredtiger;

import org.jspecify.annotations.NullMarked;
