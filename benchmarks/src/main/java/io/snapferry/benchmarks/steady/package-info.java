/**
 * Measures parts of the product inside one warm process, on one thread, with JMH: the way of the BSON library beside ours,
 * and a codec alone on text that is there already. Knows nothing of files and of whole processes.
 */
@NullMarked
package io.snapferry.benchmarks.steady;

import org.jspecify.annotations.NullMarked;
