package io.snapferry.server.health;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Looks at one part.
 *
 * @param name of the part, for machines
 * @param isVital whether nothing can be served without it
 * @param problem says what is wrong with it, without paths and secrets, since anybody may read it; empty when nothing is. May
 *     take long or throw
 */
public record HealthCheck(String name, boolean isVital, Callable<Optional<String>> problem) {}
