/**
 * The operations that Atlas does not have: what a self-hosted server must be told (organizations, projects, clusters, keys,
 * stores, existing backups), below {@code /api/snapferry/v1} with the same conventions, and the health probes. Works on the
 * catalog; opens no source and no store.
 */
@NullMarked
package io.snapferry.server.own;

import org.jspecify.annotations.NullMarked;
