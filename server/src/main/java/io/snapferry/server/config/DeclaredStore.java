package io.snapferry.server.config;

import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import java.util.Optional;

/**
 * A store of the configuration file.
 *
 * @param key where it stands, for messages
 * @param id absent to derive it from the names
 * @param name unique in the project
 * @param settings where and how
 */
public record DeclaredStore(String key, Optional<Id<StoreAccess>> id, String name, StoreSettings settings) {}
