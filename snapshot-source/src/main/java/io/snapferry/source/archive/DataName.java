package io.snapferry.source.archive;

/**
 * Under which name documents lie in an archive: a namespace, or the oplog, which has an empty database name; the
 * documents of a time series lie under {@code system.buckets.<collection>}, or since server 8.3 under its own name.
 */
record DataName(String database, String collection) {
    static final DataName OPLOG = new DataName("", "oplog");

    @Override
    public String toString() {
        return database.isEmpty() ? collection : database + "." + collection;
    }
}
