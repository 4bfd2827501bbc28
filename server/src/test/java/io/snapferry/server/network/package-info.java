/** What every catalog must do, and the domain's own rules. */
@NullMarked
package io.snapferry.server.network;

import org.jspecify.annotations.NullMarked;
