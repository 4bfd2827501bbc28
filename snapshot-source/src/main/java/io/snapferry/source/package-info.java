/**
 * Where a replica set's snapshot can be read. Comes in: a path. Goes out: namespaces with their metadata, chunk ranges,
 * and the raw BSON documents of those ranges. Knows nothing of JSON text, buckets or jobs.
 *
 * <p>The first type to open is {@link io.snapferry.source.SnapshotSource}; {@link io.snapferry.source.location.Sources} opens one.
 */
@NullMarked
package io.snapferry.source;

import org.jspecify.annotations.NullMarked;
