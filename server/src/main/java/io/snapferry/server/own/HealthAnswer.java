package io.snapferry.server.own;

/** What a probe says. */
record HealthAnswer(String status) {}
