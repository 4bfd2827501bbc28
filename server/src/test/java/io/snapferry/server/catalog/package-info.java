/** What every catalog must do, and the domain's own rules. */
@NullMarked
package io.snapferry.server.catalog;

import org.jspecify.annotations.NullMarked;
