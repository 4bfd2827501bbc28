/** Tests of what an export says of itself. */
@NullMarked
package io.snapferry.manifest;

import org.jspecify.annotations.NullMarked;
