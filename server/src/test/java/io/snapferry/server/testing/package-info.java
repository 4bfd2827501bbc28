/** What tests of the server share: a catalog in memory, a running server on it, and a client that signs its requests. */
@NullMarked
package io.snapferry.server.testing;

import org.jspecify.annotations.NullMarked;
