/**
 * What the server knows: organizations, projects, clusters, keys, snapshots, buckets, jobs. The records are the domain;
 * the interfaces say what must be kept and how; {@code catalog.sql} keeps it in a database. Knows nothing of HTTP.
 */
@NullMarked
package io.snapferry.server.catalog;

import org.jspecify.annotations.NullMarked;
