/** The configuration file, from its bytes to the catalog. */
@NullMarked
package io.snapferry.server.config;

import org.jspecify.annotations.NullMarked;
