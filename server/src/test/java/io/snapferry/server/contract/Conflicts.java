package io.snapferry.server.contract;

import static java.util.Map.entry;

import io.snapferry.server.testing.TestServer;
import java.util.Map;
import java.util.Optional;

/** How operations are brought to the conflict that is documented for them, by operation id; those without one are not here. */
final class Conflicts {
    private static final Fixture ACTIVE_EXPORT = new Fixture(
            Fixtures::putUnfinishedJob,
            situation -> TestServer.exportRequest(situation.snapshot(), TestServer.BUCKET),
            409);
    private static final Fixture NAME_OF_A_PROJECT =
            Fixture.sending(situation -> "{\"name\":\"Shop\",\"orgId\":\"" + TestServer.ORGANIZATION + "\"}");
    private static final Fixture WITH_CLUSTERS = Fixture.READ;
    private static final Fixture WHILE_EXPORTED = Fixture.after(Fixtures::putUnfinishedJob);

    private static final Map<String, Fixture> ALL = Map.ofEntries(
            entry("createOneCloudBackupSnapshotExportJob", ACTIVE_EXPORT),
            entry("createGroupClusterBackupExport", ACTIVE_EXPORT),
            entry("createOneProject", NAME_OF_A_PROJECT),
            entry("createGroup", NAME_OF_A_PROJECT),
            entry("removeOneProject", WITH_CLUSTERS),
            entry("deleteGroup", WITH_CLUSTERS),
            entry("removeOneCluster", WHILE_EXPORTED),
            entry("deleteGroupCluster", WHILE_EXPORTED));

    private Conflicts() {}

    static Optional<Fixture> of(Case one) {
        return Optional.ofNullable(ALL.get(one.operationId()));
    }
}
