/** Runs small pipelines, and holds ratios to their runs. */
@NullMarked
package io.snapferry.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
