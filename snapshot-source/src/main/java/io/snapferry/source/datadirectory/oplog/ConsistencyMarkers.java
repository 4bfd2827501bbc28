package io.snapferry.source.datadirectory.oplog;

import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server notes in {@code local.replset.oplogTruncateAfterPoint} and {@code local.replset.minvalid} to know after a
 * crash which entries count.
 *
 * @param truncateAfter behind it the oplog may have holes; empty when it has none
 * @param isInitialSyncUnfinished whether the data are an unfinished copy of another member's
 */
public record ConsistencyMarkers(OptionalLong truncateAfter, boolean isInitialSyncUnfinished) {

    /**
     * @param truncateAfterPoint records of the first collection, if it is there
     * @param minValid records of the second one, if it is there
     */
    public static ConsistencyMarkers read(Optional<BaseRecords> truncateAfterPoint, Optional<BaseRecords> minValid)
            throws IOException {
        Optional<Long> truncateAfter = truncateAfterPoint.isEmpty()
                ? Optional.empty()
                : field(truncateAfterPoint.get(), "oplogTruncateAfterPoint")
                        .flatMap(Field::timestamp)
                        .filter(timestamp -> timestamp != 0);
        boolean isUnfinished = minValid.isPresent()
                && field(minValid.get(), "doingInitialSync")
                        .filter(Field::isTrue)
                        .isPresent();
        return new ConsistencyMarkers(truncateAfter.map(OptionalLong::of).orElse(OptionalLong.empty()), isUnfinished);
    }

    private static Optional<Field> field(BaseRecords records, String name) throws IOException {
        try (RecordCursor cursor = records.open()) {
            while (cursor.next()) {
                Optional<Field> field = Fields.find(Fields.of(cursor.value().toByteArray()), name);
                if (field.isPresent()) {
                    return field;
                }
            }
            return Optional.empty();
        } catch (UnappliableException e) {
            throw SourceException.inFile(records.file(), e.reason()).causedBy(e);
        }
    }

    /**
     * The last timestamp that counts; empty when all entries do.
     *
     * @param stable is counted always
     * @param isPointIncluded whether the server removes the entry at the point too, as it did before version 4.4
     */
    public OptionalLong end(long stable, boolean isPointIncluded) {
        if (truncateAfter.isEmpty()) {
            return truncateAfter;
        }
        long last = isPointIncluded ? truncateAfter.getAsLong() - 1 : truncateAfter.getAsLong();
        return OptionalLong.of(Long.compareUnsigned(last, stable) < 0 ? stable : last);
    }
}
