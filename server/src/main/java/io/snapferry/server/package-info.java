/**
 * The server as a whole: joins catalog, queue and API. The first type to open is {@link io.snapferry.server.SnapferryServer}.
 */
@NullMarked
package io.snapferry.server;

import org.jspecify.annotations.NullMarked;
