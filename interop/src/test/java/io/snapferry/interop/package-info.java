/**
 * Runs clients that exist for MongoDB Atlas, as they are, against a real server with a sample to export. In: programs on the
 * path, and clients from the public registries of their languages. What cannot be had is skipped with the reason; what behaves
 * wrongly fails.
 */
@org.jspecify.annotations.NullMarked
package io.snapferry.interop;
