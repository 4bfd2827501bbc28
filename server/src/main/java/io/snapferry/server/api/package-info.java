/** Joins the parts of the HTTP interface: what is served, by whom it may be used. Knows nothing of how it is listened for. */
@NullMarked
package io.snapferry.server.api;

import org.jspecify.annotations.NullMarked;
