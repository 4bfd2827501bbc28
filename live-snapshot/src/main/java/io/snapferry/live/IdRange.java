package io.snapferry.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonValue;

/**
 * The documents of a collection whose {@code _id} lies between two bounds in the order of the {@code _id} index, which
 * puts all types of values into one line.
 *
 * @param from included; without it the range begins with the index
 * @param to not included; without it the range ends with the index
 */
record IdRange(Optional<BsonValue> from, Optional<BsonValue> to) {
    /** The whole collection. */
    static final IdRange ALL = new IdRange(Optional.empty(), Optional.empty());

    /** The ranges between the bounds, before the first and from the last on: together the whole collection. */
    static List<IdRange> between(List<BsonValue> bounds) {
        List<IdRange> ranges = new ArrayList<>();
        Optional<BsonValue> from = Optional.empty();
        for (BsonValue bound : bounds) {
            ranges.add(new IdRange(from, Optional.of(bound)));
            from = Optional.of(bound);
        }
        ranges.add(new IdRange(from, Optional.empty()));
        return ranges;
    }

    boolean isAll() {
        return from.isEmpty() && to.isEmpty();
    }
}
