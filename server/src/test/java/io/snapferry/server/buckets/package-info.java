/** Where the way to a bucket leads. */
@NullMarked
package io.snapferry.server.buckets;

import org.jspecify.annotations.NullMarked;
