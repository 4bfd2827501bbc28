/**
 * Measures whole processes, start included: the product, and what people use instead of it. Comes in: a data set's folder.
 * Goes out: CPU seconds, time and memory per run. Knows nothing of how figures are shown.
 */
@NullMarked
package io.snapferry.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
