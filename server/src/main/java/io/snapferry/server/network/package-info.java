/**
 * Internet addresses as people write them in settings and proxies in headers. In comes text, out come addresses and blocks of
 * them; no name is ever looked up. Knows nothing of HTTP.
 */
@NullMarked
package io.snapferry.server.network;

import org.jspecify.annotations.NullMarked;
