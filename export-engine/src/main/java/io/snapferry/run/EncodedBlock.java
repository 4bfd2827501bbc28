package io.snapferry.run;

import java.util.List;

/**
 * A block as it stands in its object.
 *
 * @param members whole gzip members, to be written one behind the other; nearly always one
 * @param documents in the block
 * @param bsonBytes of the documents
 * @param textBytes of the uncompressed text
 * @param textChecksum CRC-32C of the uncompressed text
 */
record EncodedBlock(List<byte[]> members, int documents, int bsonBytes, long textBytes, int textChecksum) {}
