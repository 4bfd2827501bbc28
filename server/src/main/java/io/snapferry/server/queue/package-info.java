/**
 * Runs what the API accepted. Comes in: jobs from the catalog's queue. Goes out: exports, and the jobs' ends. Knows nothing
 * of HTTP.
 */
@NullMarked
package io.snapferry.server.queue;

import org.jspecify.annotations.NullMarked;
