/**
 * Raw BSON: where one document ends, and whether its bytes are a document at all. Comes in: a byte range. Goes out: the
 * same range, known to be well formed, or a {@link io.snapferry.bson.BsonFormatException} that names the position. Knows
 * nothing of files, JSON or jobs. The format is <a href="https://bsonspec.org/spec.html">BSON 1.1</a>.
 */
@NullMarked
package io.snapferry.bson;

import org.jspecify.annotations.NullMarked;
