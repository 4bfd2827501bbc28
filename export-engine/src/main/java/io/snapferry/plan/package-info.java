/**
 * What an export will write, before a byte is written. Comes in: sources and settings. Goes out: the ordered list of all
 * objects. A plan is a pure function of the two: threads, machines, retries and time change nothing in it. Knows nothing of
 * object stores beyond keys.
 */
@NullMarked
package io.snapferry.plan;

import org.jspecify.annotations.NullMarked;
