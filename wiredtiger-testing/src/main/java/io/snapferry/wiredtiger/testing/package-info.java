/**
 * Writes data directories of WiredTiger as docs/formats/wiredtiger.md describes them: whole ones, damaged ones, large
 * ones. Only for tests and measurements. Shares no code with the reader, so that an error in one of them shows.
 */
@NullMarked
package io.snapferry.wiredtiger.testing;

import org.jspecify.annotations.NullMarked;
