/**
 * What an export says of itself: {@code metadata.json} per collection, {@code .manifest.jsonl} over all objects,
 * {@code .complete} at the end. Comes in: plan, identity, finished objects. Goes out: the bytes of those documents, and
 * the way back. See docs/formats/manifest.md and docs/formats/export-layout.md.
 */
@NullMarked
package io.snapferry.manifest;

import org.jspecify.annotations.NullMarked;
