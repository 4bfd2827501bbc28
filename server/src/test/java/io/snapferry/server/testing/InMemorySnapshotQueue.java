package io.snapferry.server.testing;

import io.snapferry.server.catalog.Cluster;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Snapshot;
import io.snapferry.server.catalog.SnapshotOrigin;
import io.snapferry.server.catalog.SnapshotQueue;
import io.snapferry.server.catalog.SnapshotStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queue over {@link InMemorySnapshots}, which it locks. */
final class InMemorySnapshotQueue implements SnapshotQueue {
    private final InMemoryTenants tenants;
    private final InMemorySnapshots snapshots;
    /** In order of acceptance. */
    private final Map<Id<Snapshot>, Place> places = new LinkedHashMap<>();

    private record Place(String worker, long fencingToken, Instant leaseUntil) {
        static final Place FREE = new Place("", 0, Instant.EPOCH);
    }

    InMemorySnapshotQueue(InMemoryTenants tenants, InMemorySnapshots snapshots) {
        this.tenants = tenants;
        this.snapshots = snapshots;
    }

    @Override
    public Requested request(NewSnapshot wanted) {
        synchronized (snapshots) {
            Optional<Cluster> cluster = tenants.cluster(wanted.cluster());
            if (cluster.isEmpty()) {
                return new Requested.UnknownCluster();
            }
            Optional<Snapshot> before = snapshots.all().stream()
                    .filter(snapshot -> snapshot.cluster().equals(wanted.cluster()) && isBefore(snapshot, wanted))
                    .findFirst();
            if (before.isPresent()) {
                return wanted.origin() instanceof SnapshotOrigin.Scheduled
                        ? new Requested.Accepted(before.get())
                        : new Requested.AlreadyUnfinished(before.get().id());
            }
            Snapshot queued = new Snapshot(
                    Id.next(wanted.requestedAt()),
                    wanted.cluster(),
                    SnapshotStatus.QUEUED,
                    wanted.origin(),
                    List.of(),
                    wanted.requestedAt(),
                    wanted.expiresAt(),
                    wanted.description(),
                    cluster.get().mongoDbVersion(),
                    0,
                    Optional.empty(),
                    Optional.empty());
            snapshots.put(queued);
            places.put(queued.id(), Place.FREE);
            return new Requested.Accepted(queued);
        }
    }

    private static boolean isBefore(Snapshot snapshot, NewSnapshot wanted) {
        if (wanted.origin() instanceof SnapshotOrigin.Scheduled wantedOrigin) {
            return snapshot.origin() instanceof SnapshotOrigin.Scheduled origin
                    && origin.dueAt().equals(wantedOrigin.dueAt());
        }
        return snapshot.origin() instanceof SnapshotOrigin.OnDemand
                && !snapshot.status().isFinal();
    }

    @Override
    public Optional<Claim> claimNext(String worker, Duration lease, int maxAtATime, Instant now) {
        if (maxAtATime < 1) {
            throw new IllegalArgumentException("at least one snapshot must be allowed at a time: " + maxAtATime);
        }
        synchronized (snapshots) {
            List<Snapshot> unfinished = snapshots.all().stream()
                    .filter(snapshot -> !snapshot.status().isFinal() && places.containsKey(snapshot.id()))
                    .toList();
            List<Id<Cluster>> busy = unfinished.stream()
                    .filter(snapshot -> isHeld(snapshot, now))
                    .map(Snapshot::cluster)
                    .toList();
            if (busy.size() >= maxAtATime) {
                return Optional.empty();
            }
            List<Id<Snapshot>> order = List.copyOf(places.keySet());
            return unfinished.stream()
                    .filter(snapshot -> !isHeld(snapshot, now) && !busy.contains(snapshot.cluster()))
                    .min(Comparator.comparingInt(snapshot -> order.indexOf(snapshot.id())))
                    .map(snapshot -> claim(snapshot, worker, now.plus(lease)));
        }
    }

    private boolean isHeld(Snapshot snapshot, Instant now) {
        return place(snapshot).leaseUntil().isAfter(now);
    }

    private Place place(Snapshot snapshot) {
        return places.getOrDefault(snapshot.id(), Place.FREE);
    }

    private Claim claim(Snapshot snapshot, String worker, Instant leaseUntil) {
        Snapshot begun = withStatus(snapshot, SnapshotStatus.IN_PROGRESS, Optional.empty());
        long token = place(snapshot).fencingToken() + 1;
        snapshots.put(begun);
        places.put(begun.id(), new Place(worker, token, leaseUntil));
        return new Claim(begun, token);
    }

    @Override
    public boolean renew(Claim claim, Duration lease, Instant now) {
        synchronized (snapshots) {
            Optional<Place> place = held(claim);
            place.ifPresent(old ->
                    places.put(claim.snapshot().id(), new Place(old.worker(), old.fencingToken(), now.plus(lease))));
            return place.isPresent();
        }
    }

    @Override
    public boolean complete(Claim claim, Taken taken) {
        synchronized (snapshots) {
            if (held(claim).isEmpty()) {
                return false;
            }
            Snapshot was = claim.snapshot();
            Duration delay = Duration.between(was.createdAt(), taken.createdAt());
            snapshots.put(new Snapshot(
                    was.id(),
                    was.cluster(),
                    SnapshotStatus.COMPLETED,
                    was.origin(),
                    taken.members(),
                    taken.createdAt(),
                    was.expiresAt().map(expiry -> expiry.plus(delay)),
                    was.description(),
                    taken.mongodVersion(),
                    taken.storageSizeBytes(),
                    Optional.of(taken.readMode()),
                    Optional.empty()));
            return true;
        }
    }

    @Override
    public boolean fail(Claim claim, Snapshot.Failure failure) {
        synchronized (snapshots) {
            boolean isHeld = held(claim).isPresent();
            if (isHeld) {
                snapshots.put(withStatus(claim.snapshot(), SnapshotStatus.FAILED, Optional.of(failure)));
            }
            return isHeld;
        }
    }

    private static Snapshot withStatus(Snapshot was, SnapshotStatus status, Optional<Snapshot.Failure> failure) {
        return new Snapshot(
                was.id(),
                was.cluster(),
                status,
                was.origin(),
                was.members(),
                was.createdAt(),
                was.expiresAt(),
                was.description(),
                was.mongodVersion(),
                was.storageSizeBytes(),
                was.readMode(),
                failure);
    }

    private Optional<Place> held(Claim claim) {
        boolean isInProgress = snapshots
                .find(claim.snapshot().cluster(), claim.snapshot().id())
                .filter(snapshot -> snapshot.status() == SnapshotStatus.IN_PROGRESS)
                .isPresent();
        return Optional.of(place(claim.snapshot()))
                .filter(place -> isInProgress && place.fencingToken() == claim.fencingToken());
    }

    @Override
    public void releaseClaims(String worker) {
        synchronized (snapshots) {
            places.replaceAll((id, place) ->
                    place.worker().equals(worker) ? new Place("", place.fencingToken() + 1, Instant.EPOCH) : place);
        }
    }

    @Override
    public List<Id<Snapshot>> discarded() {
        synchronized (snapshots) {
            return snapshots.discarded().stream()
                    .sorted(Comparator.comparing(Id::hex))
                    .toList();
        }
    }

    @Override
    public void filesRemoved(Id<Snapshot> discarded) {
        synchronized (snapshots) {
            snapshots.discarded().remove(discarded);
        }
    }
}
