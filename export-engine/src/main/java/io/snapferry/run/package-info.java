/**
 * Carrying out a plan. Comes in: plan, sources, object store, ledger. Goes out: the objects, then the manifest, then
 * {@code .complete}. Knows nothing of HTTP, SQL or who asked.
 */
@NullMarked
package io.snapferry.run;

import org.jspecify.annotations.NullMarked;
