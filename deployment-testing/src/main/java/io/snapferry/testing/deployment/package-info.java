/**
 * Deployments that can be had in a test, for the tests of this and other modules: a server in memory, FerretDB when it is
 * installed, and a member of a replica set that plays a script, which is the only one with a cluster time.
 */
@NullMarked
package io.snapferry.testing.deployment;

import org.jspecify.annotations.NullMarked;
