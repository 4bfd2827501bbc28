package io.snapferry.manifest;

import io.snapferry.bson.BsonFormatException;
import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.metadata.MetadataText;
import java.util.Optional;

/** {@code metadata.json} of an exported collection. Unlike mongodump, it names the type of time series only. */
public final class MetadataDocument {
    private static final String TIME_SERIES = "timeseries";

    private MetadataDocument() {}

    /**
     * The text as UTF-8.
     *
     * @throws BsonFormatException when options or indexes are not well-formed BSON
     */
    public static byte[] write(CollectionMetadata metadata) throws BsonFormatException {
        return MetadataText.write(
                metadata, metadata.kind() == CollectionKind.TIME_SERIES ? Optional.of(TIME_SERIES) : Optional.empty());
    }
}
