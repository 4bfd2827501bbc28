/**
 * Runs what the API accepted. Comes in: jobs and snapshots from the catalog's queues. Goes out: exports, snapshots, and how
 * they ended. Knows nothing of HTTP.
 */
@NullMarked
package io.snapferry.server.queue;

import org.jspecify.annotations.NullMarked;
