package io.snapferry.server.webhook;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param call at most, from connecting to the answer's status
 * @param poll how long a delivery waits that nobody announced, at most
 * @param retries when failed deliveries are tried again
 */
record DeliveryTimes(Duration call, Duration poll, RetryPlan retries) {
    static final DeliveryTimes DEFAULT =
            new DeliveryTimes(Duration.ofSeconds(15), Duration.ofSeconds(5), RetryPlan.DEFAULT);

    /** After which another attempt may begin although one has not ended: longer than a call can take. */
    Duration lease() {
        return call.multipliedBy(4);
    }
}
