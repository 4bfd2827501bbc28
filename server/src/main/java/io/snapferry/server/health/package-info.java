/** Whether the server can do its work, and what of it fails. Knows nothing of who asks. See docs/operations/monitoring.md. */
@NullMarked
package io.snapferry.server.health;

import org.jspecify.annotations.NullMarked;
