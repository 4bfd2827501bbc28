/**
 * Tells webhooks how exports ended and which clusters have had none for too long: divides events of the catalog's outbox into
 * deliveries, signs and sends them, and tries again for a day. Knows nothing of how jobs run. See docs/webhooks.md.
 */
@NullMarked
package io.snapferry.server.webhook;

import org.jspecify.annotations.NullMarked;
