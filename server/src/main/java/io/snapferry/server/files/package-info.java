/** How the server keeps what only its own user may read; knows nothing of what that is. */
@NullMarked
package io.snapferry.server.files;

import org.jspecify.annotations.NullMarked;
