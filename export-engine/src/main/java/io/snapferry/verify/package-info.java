/**
 * Reading an export back. Comes in: a bucket and a prefix. Goes out: what is missing, changed, extra or unreadable. Trusts
 * nothing but the manifest, and checks that against {@code .complete} and against what lies in the bucket.
 */
@NullMarked
package io.snapferry.verify;

import org.jspecify.annotations.NullMarked;
