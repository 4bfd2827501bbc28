/**
 * The data directory as a whole: turtle file, metadata, checkpoints.
 */
@NullMarked
package io.snapferry.wiredtiger.directory;

import org.jspecify.annotations.NullMarked;
