/**
 * The text in which WiredTiger keeps its metadata: {@code key=value,key=(nested=1)}.
 */
@NullMarked
package io.snapferry.wiredtiger.configuration;

import org.jspecify.annotations.NullMarked;
