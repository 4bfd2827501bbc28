/** The server's certificate, in real handshakes. */
@NullMarked
package io.snapferry.server.tls;

import org.jspecify.annotations.NullMarked;
