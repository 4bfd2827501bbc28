/**
 * Data directories of mongod, made in code. Comes in: what a test says of collections. Goes out: a folder as a server leaves
 * it, with its catalog and its counts. The files themselves are the business of {@code io.snapferry.wiredtiger.testing}.
 */
@NullMarked
package io.snapferry.testing.datadirectory;

import org.jspecify.annotations.NullMarked;
