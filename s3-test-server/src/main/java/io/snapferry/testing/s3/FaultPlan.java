package io.snapferry.testing.s3;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides what happens to each request. Called by several threads. */
public interface FaultPlan {

    /** What happens to the next request. */
    Fault next(RecordedRequest request);

    /** Nothing happens. */
    static FaultPlan calm() {
        return request -> Fault.NONE;
    }

    /**
     * The faults of a run that can be made again: what happens to a request depends on the seed, on what the request asks
     * for, and on how often that was asked before, so not on the order in which threads ask. Only when an outage comes
     * depends on that.
     *
     * @param share of requests that are disturbed, 0 to 1
     * @param outageAt number of the request that an outage begins with, from 0
     * @param outageLength in requests; 0 for none
     */
    static FaultPlan seeded(long seed, double share, int outageAt, int outageLength) {
        Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
        AtomicInteger arrived = new AtomicInteger();
        return request -> {
            int number = arrived.getAndIncrement();
            if (number >= outageAt && number < outageAt + outageLength) {
                return new Fault(Fault.Kind.OUTAGE, 0);
            }
            String asked = request.method() + " " + request.key() + " " + request.operation();
            int before =
                    times.computeIfAbsent(asked, name -> new AtomicInteger()).getAndIncrement();
            Random random = new Random(seed * 1_000_003 + asked.hashCode() * 31L + before);
            random.nextInt(); // the first numbers of neighbouring seeds are much alike
            return random.nextDouble() < share ? any(request, random) : Fault.NONE;
        };
    }

    private static Fault any(RecordedRequest request, Random random) {
        List<Fault.Kind> kinds = List.of(
                Fault.Kind.SERVER_ERROR,
                Fault.Kind.SLOW_DOWN,
                Fault.Kind.RESET,
                Fault.Kind.CUT_REQUEST,
                Fault.Kind.CUT_ANSWER,
                Fault.Kind.LOST_ANSWER,
                Fault.Kind.DELAY,
                request.bodySizeBytes() > 0 ? Fault.Kind.CHANGED_BYTE : Fault.Kind.SERVER_ERROR,
                request.isCompletionOfParts() ? Fault.Kind.ERROR_WITHIN_SUCCESS : Fault.Kind.SLOW_DOWN);
        Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
        return new Fault(kind, kind == Fault.Kind.DELAY ? random.nextDouble() / 20 : random.nextDouble());
    }
}
