/**
 * Data directories of mongod as a source, read straight from the files. Comes in: a folder that no server is writing. Goes
 * out: collections with their options and indexes, documents as of one point in time. MongoDB's part of the format is
 * here: the catalog, counts, views; the files themselves are the business of {@code io.snapferry.wiredtiger}. Begin reading
 * at {@link io.snapferry.source.datadirectory.DataDirectorySource}.
 */
@NullMarked
package io.snapferry.source.datadirectory;

import org.jspecify.annotations.NullMarked;
