/**
 * The journal: what happened after the checkpoint. Comes in: log files, from a log sequence number on. Goes out: the
 * changes of the wanted tables, in key order, in bounded memory, ready to be laid over what the checkpoint holds. Begin
 * reading at {@link io.snapferry.wiredtiger.journal.Journal}. The format is in docs/formats/wiredtiger.md#journal.
 */
@NullMarked
package io.snapferry.wiredtiger.journal;

import org.jspecify.annotations.NullMarked;
