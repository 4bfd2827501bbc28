package io.snapferry.source.datadirectory.oplog;

/**
 * What was applied.
 *
 * @param from the stable timestamp, seconds in the high 32 bits; entries behind it were applied
 * @param to the timestamp of the last one; the same as {@code from} when there was none
 * @param entries of the oplog, with those that do nothing
 * @param inserts of documents, those in transactions too
 * @param updates of documents
 * @param deletes of documents
 * @param commands on collections and indexes
 * @param ofUnknownCollections operations on collections that are not there, which are ignored as the server does
 * @param preparedTransactions that are not ended at the top, so that they are not to be seen
 */
public record OplogSummary(
        long from,
        long to,
        long entries,
        long inserts,
        long updates,
        long deletes,
        long commands,
        long ofUnknownCollections,
        int preparedTransactions) {

    /** A short sentence without a full stop. */
    @Override
    public String toString() {
        if (entries == 0) {
            return "nothing to apply after " + OplogTime.text(from);
        }
        return "applied after " + OplogTime.text(from) + " up to " + OplogTime.text(to) + ": " + entries + " entries, "
                + inserts + " inserts, " + updates + " updates, " + deletes + " deletes, " + commands + " commands"
                + (ofUnknownCollections == 0 ? "" : ", " + ofUnknownCollections + " of collections that are not there")
                + (preparedTransactions == 0
                        ? ""
                        : ", " + preparedTransactions + " transactions prepared and not committed");
    }
}
