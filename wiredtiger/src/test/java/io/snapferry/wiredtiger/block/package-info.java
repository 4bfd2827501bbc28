@NullMarked
package io.snapferry.wiredtiger.block;

import org.jspecify.annotations.NullMarked;
