/**
 * Text of objects, read back line by line. Comes in: a stream of bytes that nobody vouches for. Goes out: its lines, in
 * bounded memory. Knows nothing of what the lines say.
 */
@NullMarked
package io.snapferry.text;

import org.jspecify.annotations.NullMarked;
