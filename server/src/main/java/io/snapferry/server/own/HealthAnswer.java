package io.snapferry.server.own;

import io.snapferry.server.schema.Wire;

/** What a probe says. */
record HealthAnswer(
        @Wire(choices = {"live", "ready", "not ready"}) String status) {}
