/**
 * What is inside a page image: its cells, one after another, without an allocation per cell. Knows nothing of trees.
 */
@NullMarked
package io.snapferry.wiredtiger.page;

import org.jspecify.annotations.NullMarked;
