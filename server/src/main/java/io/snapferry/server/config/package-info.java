/**
 * The server's configuration. A YAML file, environment variables and command line options come in; a {@link
 * io.snapferry.server.config.ServerConfig} goes out, checked to the last key, and {@link
 * io.snapferry.server.config.DeclarationWriter} puts what it declares into the catalog. {@code ConfigurationKey} lists every
 * key, for this package and for docs/configuration.md. Knows nothing of HTTP or SQL.
 */
@NullMarked
package io.snapferry.server.config;

import org.jspecify.annotations.NullMarked;
