/**
 * Shows figures: tables between marks in docs/benchmarks.md, and a chart. Comes in: the files that the commands wrote. Goes
 * out: a document that no one has to edit after a run. Measures nothing.
 */
@NullMarked
package io.snapferry.benchmarks.report;

import org.jspecify.annotations.NullMarked;
