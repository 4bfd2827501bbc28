/**
 * The store {@code null:}. Comes in: objects. Goes out: receipts, and nothing else; for measuring what an export costs
 * without a bucket.
 */
@NullMarked
package io.snapferry.store.discard;

import org.jspecify.annotations.NullMarked;
