/**
 * From a store access of the catalog to the object store that it describes. Knows nothing of HTTP or jobs.
 */
@NullMarked
package io.snapferry.server.buckets;

import org.jspecify.annotations.NullMarked;
