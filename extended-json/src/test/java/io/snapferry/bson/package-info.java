/** Tests of the BSON package, and documents that other tests are made of. */
@NullMarked
package io.snapferry.bson;

import org.jspecify.annotations.NullMarked;
