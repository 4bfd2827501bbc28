/** Holds every operation that is served against the specifications of the original, when they are beside the repository. */
@NullMarked
package io.snapferry.server.contract;

import org.jspecify.annotations.NullMarked;
