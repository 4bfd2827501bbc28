package io.snapferry.server.catalog;

import io.snapferry.compression.CodecId;

/**
 * What decides an export's bytes besides the snapshot and the request: settings of the server that ran it first. Every later
 * run of the job keeps them, whatever its own server is set to.
 *
 * @param codec that compresses the documents
 * @param chunkSizeBytes of BSON after which a chunk ends
 */
public record JobTerms(CodecId codec, long chunkSizeBytes) {}
