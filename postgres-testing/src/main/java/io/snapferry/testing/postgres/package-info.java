/** A real PostgreSQL server for the tests of other modules, brought by Maven in the profile {@code postgresql}. */
@NullMarked
package io.snapferry.testing.postgres;

import org.jspecify.annotations.NullMarked;
