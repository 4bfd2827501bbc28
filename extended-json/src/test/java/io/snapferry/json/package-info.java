/** Tests of the Extended JSON package. */
@NullMarked
package io.snapferry.json;

import org.jspecify.annotations.NullMarked;
