package io.snapferry.cli;

import java.nio.file.Path;

/** Where servers of tests that are killed keep their catalog. */
interface CatalogPlace {
    /** The lines of the configuration that name a new, empty catalog; empty when it is in the data directory. */
    String newCatalog() throws Exception;

    /**
     * Lets nobody write into the catalog until it is closed; servers wait.
     *
     * @param dataDirectory of the server
     */
    AutoCloseable holdWrites(Path dataDirectory) throws Exception;
}
