package io.snapferry.source.datadirectory.oplog;

import io.snapferry.bson.RawBson;
import io.snapferry.source.Namespace;
import java.util.Optional;

/**
 * What the catalog says of a collection at some point in time.
 *
 * @param number by which it is known here, from 0; stays the same when it is renamed
 * @param options as they were given to create, without the uuid
 * @param indexes their specifications, an array
 * @param uuidHex 32 hex digits
 */
public record CollectionState(
        int number, Namespace namespace, RawBson options, RawBson indexes, Optional<String> uuidHex) {}
