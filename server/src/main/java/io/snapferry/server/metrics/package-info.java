/**
 * What can be counted and measured, in the form that Prometheus reads: what this process did, and what the catalog says. In come
 * events of the other parts through their observers, out goes a text. docs/operations/monitoring.md lists all meters.
 */
@NullMarked
package io.snapferry.server.metrics;

import org.jspecify.annotations.NullMarked;
