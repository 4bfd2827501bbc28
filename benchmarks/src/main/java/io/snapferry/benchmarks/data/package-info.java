/**
 * Data sets to measure on. Comes in: a kind and a size. Goes out: a mongodump folder whose bytes depend on these two and
 * nothing else, not on the version of Java either. Knows nothing of what is measured.
 */
@NullMarked
package io.snapferry.benchmarks.data;

import org.jspecify.annotations.NullMarked;
