package io.snapferry.plan;

import io.snapferry.source.Namespace;
import java.io.IOException;

/** A snapshot that cannot be exported as it is, found before anything is written. */
public final class PlanException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param namespace that stands in the way
     * @param replicaSet whose it is
     * @param reason lower case, no full stop
     */
    public PlanException(Namespace namespace, String replicaSet, String reason) {
        super(namespace + " of " + replicaSet + ": " + reason);
    }

    /** @param reason lower case, no full stop */
    public PlanException(String reason) {
        super(reason);
    }
}
