package io.snapferry.server.webhook;

import java.util.Locale;

/** Hears of every attempt to deliver. Called by the threads of the webhooks; returns at once and throws nothing. */
@FunctionalInterface
public interface DeliveryObserver {
    /** What came of an attempt. */
    enum Outcome {
        DELIVERED,
        /** There will be another one. */
        FAILED,
        /** It was the last one. */
        GIVEN_UP;

        /** In lower case. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void attempted(String webhook, Outcome outcome);
}
