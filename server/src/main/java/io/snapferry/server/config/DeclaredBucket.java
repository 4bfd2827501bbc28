package io.snapferry.server.config;

import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import java.util.Optional;

/**
 * An export bucket of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the names
 * @param bucketName as the store knows it
 * @param storeName of a store of the same project
 */
public record DeclaredBucket(String key, Optional<Id<ExportBucket>> id, String bucketName, String storeName) {}
