/**
 * A bucket that is a folder on disk. Comes in: keys and bytes. Goes out: a file for each object, whole and synced, below
 * one root that no key and no link leads out of. The first type to open is
 * {@link io.snapferry.store.folder.FolderObjectStore}. It does not keep content types.
 */
@NullMarked
package io.snapferry.store.folder;

import org.jspecify.annotations.NullMarked;
