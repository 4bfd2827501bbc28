/** Holds tables and chart to what was measured. */
@NullMarked
package io.snapferry.benchmarks.report;

import org.jspecify.annotations.NullMarked;
