/**
 * Bringing an export back. Comes in: a bucket and a prefix. Goes out: collections and their BSON documents into a
 * {@link io.snapferry.importing.ImportTarget}. Reads exports of this program and of Atlas: it needs no manifest, but uses one.
 */
@NullMarked
package io.snapferry.importing;

import org.jspecify.annotations.NullMarked;
