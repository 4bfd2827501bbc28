/**
 * Buckets of S3 and of stores that speak its protocol. Comes in: settings, keys and bytes. Goes out: objects that the store
 * has confirmed by checksum. The first type to open is {@link io.snapferry.store.s3.S3ObjectStore}. Only this package knows
 * the AWS SDK; nothing outside sees its types.
 *
 * <p>Writing asks for PutObject and, when no region is known, GetBucketLocation. There are no conditional requests, because
 * not every store has them.
 */
@NullMarked
package io.snapferry.store.s3;

import org.jspecify.annotations.NullMarked;
