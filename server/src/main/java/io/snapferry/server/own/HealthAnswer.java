package io.snapferry.server.own;

import io.snapferry.server.health.Health;
import io.snapferry.server.schema.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a probe says.
 *
 * @param checks only of readiness
 */
record HealthAnswer(
        Optional<List<Check>> checks,
        @Wire(choices = {"live", "ready", "not ready"}) String status) {

    /** One part of the server. */
    record Check(
            String name,
            @Wire("what is wrong with it") Optional<String> problem,

            @Wire(choices = {"ok", "degraded", "failed"}) String status) {
        static Check of(Health.Verdict verdict) {
            return new Check(
                    verdict.name(), verdict.problem(), verdict.state().name().toLowerCase(Locale.ROOT));
        }
    }
}
