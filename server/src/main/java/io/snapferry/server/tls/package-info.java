/**
 * The server's certificate. Files in PEM come in; a key pair that Jetty serves goes out, and is exchanged when the files change.
 * Knows nothing of requests.
 */
@NullMarked
package io.snapferry.server.tls;

import org.jspecify.annotations.NullMarked;
