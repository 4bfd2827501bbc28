/**
 * Where an export's objects lie in the bucket. Comes in: who owns the snapshot, when it was taken, a namespace. Goes out:
 * object keys. Knows nothing of sources, bytes or jobs. See docs/formats/export-layout.md.
 */
@NullMarked
package io.snapferry.layout;

import org.jspecify.annotations.NullMarked;
