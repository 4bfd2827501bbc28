package io.snapferry.source.archive;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.CollectionMetadata;
import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.source.metadata.BucketsName;
import io.snapferry.source.metadata.DumpMetadata;
import io.snapferry.source.reading.DocumentRuns;
import io.snapferry.source.reading.Place;
import io.snapferry.source.reading.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an archive says before its first document: versions, and a collection's metadata for each namespace.
 *
 * @param collections all that are announced, under their true names
 * @param hasOplog whether entries of an oplog are announced
 * @param endPosition of the first byte behind it
 */
record ArchivePrelude(
        Optional<String> serverVersion,
        Optional<String> toolVersion,
        SortedMap<Namespace, CollectionMetadata> collections,
        boolean hasOplog,
        long endPosition) {
    /** 0x8199e26d, little-endian. */
    static final byte[] MAGIC = {0x6d, (byte) 0xe2, (byte) 0x99, (byte) 0x81};

    /** Some hundred thousand collections; without a bound a small gzipped file could fill the memory. */
    private static final long MAX_BYTES = 256 * 1024 * 1024;

    /** Preludes are small; what follows is not wanted yet. */
    private static final int PRELUDE_BLOCK_BYTES = 64 * 1024;

    private static final String FORMAT_VERSION = "0.1";
    private static final String TYPE_TIME_SERIES = "timeseries";

    /** Reads the beginning of an archive whose magic number was checked. */
    static ArchivePrelude read(SourceFile file) throws IOException {
        Place place = Place.of(file.name());
        try (DocumentRuns runs = new DocumentRuns(file.open(place), PRELUDE_BLOCK_BYTES)) {
            runs.skipTo(MAGIC.length, place);
            HeaderDocument header = HeaderDocument.read(runs, place);
            String version = header.text("version");
            if (!version.equals(FORMAT_VERSION)) {
                throw header.bad("archive format version is " + version + ", expected " + FORMAT_VERSION);
            }
            Optional<String> serverVersion = nonEmpty(header.textOrEmpty("server_version"));
            Optional<String> toolVersion = nonEmpty(header.textOrEmpty("tool_version"));
            SortedMap<Namespace, CollectionMetadata> collections = new TreeMap<>();
            boolean hasOplog = false;
            while (!runs.takeTerminator(place)) {
                HeaderDocument entry = HeaderDocument.read(runs, place);
                if (entry.position() > MAX_BYTES) {
                    throw entry.bad("prelude is longer than the maximum of " + MAX_BYTES + " bytes");
                }
                if (new DataName(entry.text("db"), entry.text("collection")).equals(DataName.OPLOG)) {
                    hasOplog = true;
                    continue;
                }
                CollectionMetadata collection = collection(entry, file.name());
                if (collections.putIfAbsent(collection.namespace(), collection) != null) {
                    throw entry.bad(collection.namespace() + " is announced twice");
                }
            }
            return new ArchivePrelude(serverVersion, toolVersion, collections, hasOplog, runs.position());
        }
    }

    private static CollectionMetadata collection(HeaderDocument entry, String file) throws SourceException {
        String name = entry.text("collection");
        Optional<String> buckets = BucketsName.timeSeries(name);
        Namespace namespace;
        try {
            namespace = new Namespace(entry.text("db"), buckets.orElse(name));
        } catch (IllegalArgumentException e) {
            throw entry.bad(String.valueOf(e.getMessage())).causedBy(e);
        }
        byte[] json = entry.textOrEmpty("metadata").getBytes(StandardCharsets.UTF_8);
        DumpMetadata metadata = json.length == 0 ? DumpMetadata.NOTHING : parse(json, namespace, entry, file);
        boolean isTimeSeries = buckets.isPresent() || entry.textOrEmpty("type").equals(TYPE_TIME_SERIES);
        return metadata.describe(
                namespace, isTimeSeries ? CollectionKind.TIME_SERIES : metadata.kind(), Optional.empty());
    }

    /** A position inside of the metadata means nothing to a reader of the archive: the entry's own stands for it. */
    private static DumpMetadata parse(byte[] json, Namespace namespace, HeaderDocument entry, String file)
            throws SourceException {
        try {
            return DumpMetadata.parse(json, Place.of(namespace, file));
        } catch (SourceException e) {
            String inText = e.position().isPresent()
                    ? " (at byte %d of its text)".formatted(e.position().getAsLong())
                    : "";
            throw SourceException.atByte(namespace, file, entry.position(), e.reason() + inText)
                    .causedBy(e);
        }
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
