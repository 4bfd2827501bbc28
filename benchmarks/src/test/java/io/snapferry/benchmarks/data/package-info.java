/** Holds the data sets to their bytes. */
@NullMarked
package io.snapferry.benchmarks.data;

import org.jspecify.annotations.NullMarked;
