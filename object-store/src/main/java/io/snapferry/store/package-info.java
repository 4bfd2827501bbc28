/**
 * Where objects go. Comes in: a key and bytes. Goes out: a stored object and its receipt. Knows nothing of BSON or jobs.
 *
 * <p>The first type to open is {@link io.snapferry.store.ObjectStore}. Exporting needs that interface only; reading an
 * export back needs {@link io.snapferry.store.ReadableObjectStore}, which asks for more rights.
 */
@NullMarked
package io.snapferry.store;

import org.jspecify.annotations.NullMarked;
