/**
 * A small data set of our own, for trying things out: a shop, names that are hard on tools, and every BSON type. Goes out:
 * mongodump folders that are the same every time.
 */
@NullMarked
package io.snapferry.sample;

import org.jspecify.annotations.NullMarked;
