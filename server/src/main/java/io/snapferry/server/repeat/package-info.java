/** What the server does again and again beside requests and jobs; knows nothing of what that is. */
@NullMarked
package io.snapferry.server.repeat;

import org.jspecify.annotations.NullMarked;
