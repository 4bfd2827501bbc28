/**
 * What mongodump writes of a collection besides its documents: {@code metadata.json} files, and the same text inside of
 * an archive. Comes in: the text's bytes. Goes out: options and indexes as raw BSON in their order, names, kind. Knows
 * nothing of where the text lay. See docs/formats/mongodump.md#metadata.
 */
@NullMarked
package io.snapferry.source.metadata;

import org.jspecify.annotations.NullMarked;
