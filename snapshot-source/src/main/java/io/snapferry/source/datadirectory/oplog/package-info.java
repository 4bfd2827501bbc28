/**
 * The oplog of a member of a replica set, applied to collections that were read as of the stable timestamp. Comes in: the
 * oplog's records, the collections as the catalog knows them then. Goes out: the collections as they are after the newest
 * entry, and cursors over their records. Everything that cannot be applied exactly is refused; docs/oplog-application.md
 * says what that is. Begin reading at {@link io.snapferry.source.datadirectory.oplog.AppliedOplog}.
 */
@NullMarked
package io.snapferry.source.datadirectory.oplog;

import org.jspecify.annotations.NullMarked;
