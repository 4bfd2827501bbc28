package io.snapferry.server.testing;

import io.snapferry.server.catalog.NonceCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The highest count of each nonce. */
public final class InMemoryNonceCounts implements NonceCounts {
    private record Used(long count, Instant expiresAt) {}

    private final Map<String, Used> used = new HashMap<>();
    private byte[] signingKey = {};

    @Override
    public synchronized byte[] signingKey(byte[] candidate) {
        if (signingKey.length == 0) {
            signingKey = candidate.clone();
        }
        return signingKey.clone();
    }

    @Override
    public synchronized boolean use(String nonce, long count, Instant expiresAt) {
        Used before = used.getOrDefault(nonce, new Used(0, expiresAt));
        if (before.count() >= count) {
            return false;
        }
        used.put(nonce, new Used(count, expiresAt));
        return true;
    }

    @Override
    public synchronized void forgetExpired(Instant now) {
        used.values().removeIf(entry -> !now.isBefore(entry.expiresAt()));
    }

    /** How many nonces are remembered. */
    public synchronized int size() {
        return used.size();
    }
}
