/**
 * Takes a snapshot of a running MongoDB deployment. Comes in: a connection string and a folder. Goes out: a mongodump
 * folder with a record beside it that names how consistent it is, published as a whole or not at all. On a replica set
 * all documents are of one cluster time. Knows nothing of HTTP, SQL, jobs or retention. Begin at {@link
 * io.snapferry.live.LiveSnapshot}.
 */
@NullMarked
package io.snapferry.live;

import org.jspecify.annotations.NullMarked;
