/**
 * Where exports go and come from, as people write it. Comes in: {@code s3://bucket}, {@code file:///dir}, {@code null:} or a
 * path. Goes out: the store. The first type to open is {@link io.snapferry.store.location.StoreUrl}.
 */
@NullMarked
package io.snapferry.store.location;

import org.jspecify.annotations.NullMarked;
