/**
 * Extended JSON v2, the text that an export holds. Comes in: one raw BSON document. Goes out: its line of canonical or
 * relaxed Extended JSON, and the way back. Knows nothing of files, compression or jobs. The format is the
 * <a href="https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md">Extended JSON
 * specification</a>, written as the Java driver's {@code JsonMode.EXTENDED} and {@code JsonMode.RELAXED} write it, but
 * compact and the same on every Java version.
 */
@NullMarked
package io.snapferry.json;

import org.jspecify.annotations.NullMarked;
