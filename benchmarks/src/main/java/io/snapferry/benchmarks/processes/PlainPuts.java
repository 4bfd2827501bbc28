package io.snapferry.benchmarks.processes;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A loop that writes objects into a store and does nothing else: the rate that the store takes. Stateless. */
final class PlainPuts {
    static final int OBJECT_BYTES = 16 << 20;

    private PlainPuts() {}

    /**
     * Writes so many objects, one after the other on each connection.
     *
     * @return bytes per second
     */
    static double bytesPerSecond(ObjectStore store, int connections, int objectsPerConnection)
            throws IOException, InterruptedException {
        // As compressed text is: without anything that compresses further.
        byte[] content = new byte[OBJECT_BYTES];
        new Random(1).nextBytes(content);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long started = System.nanoTime();
            List<Future<?>> loops = new ArrayList<>();
            for (int connection = 0; connection < connections; connection++) {
                int number = connection;
                loops.add(threads.submit(() -> {
                    for (int i = 0; i < objectsPerConnection; i++) {
                        ObjectKey key = new ObjectKey("puts/" + number + "/" + i);
                        store.put(key, "application/octet-stream", content);
                    }
                    return null;
                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            return (double) OBJECT_BYTES * connections * objectsPerConnection / seconds;
        } catch (ExecutionException e) {
            throw new IOException("a PUT failed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
