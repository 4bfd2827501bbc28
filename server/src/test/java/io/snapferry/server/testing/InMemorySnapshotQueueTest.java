package io.snapferry.server.testing;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.SnapshotQueueContractTest;

/** The twin that tests use does as the real one. */
final class InMemorySnapshotQueueTest extends SnapshotQueueContractTest {
    @Override
    protected Catalog create() {
        return new InMemoryCatalog();
    }
}
