/** Runs the benchmarks once, so that they go on working. */
@NullMarked
package io.snapferry.benchmarks.steady;

import org.jspecify.annotations.NullMarked;
