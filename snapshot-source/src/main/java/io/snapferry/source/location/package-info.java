/**
 * From a path to the source that lies there. Comes in: a path, or one per replica set. Goes out: an open
 * {@link io.snapferry.source.SnapshotSource}. The one package that knows all kinds of sources.
 */
@NullMarked
package io.snapferry.source.location;

import org.jspecify.annotations.NullMarked;
