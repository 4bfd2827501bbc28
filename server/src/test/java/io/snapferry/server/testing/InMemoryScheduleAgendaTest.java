package io.snapferry.server.testing;

import io.snapferry.server.catalog.Catalog;
import io.snapferry.server.catalog.ScheduleAgendaContractTest;

/** The catalog of the tests is to behave as the real one where schedules are concerned. */
final class InMemoryScheduleAgendaTest extends ScheduleAgendaContractTest {
    @Override
    protected Catalog create() {
        return new InMemoryCatalog();
    }
}
