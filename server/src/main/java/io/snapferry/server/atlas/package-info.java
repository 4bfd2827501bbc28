/**
 * The operations of the Atlas Administration API, a class each with its wire record beside it. A class is told below which
 * path it lives, so that two versions of the API can share it; a version that differs is a class of its own. Works on the
 * catalog; knows nothing of object stores, of the export engine or of who runs the jobs.
 */
@NullMarked
package io.snapferry.server.atlas;

import org.jspecify.annotations.NullMarked;
