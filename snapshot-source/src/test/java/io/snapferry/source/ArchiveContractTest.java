package io.snapferry.source;

import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;

class ArchiveContractTest extends SnapshotSourceContractTest {
    @Override
    Path write(DumpBuilder dump, Path directory) {
        return dump.writeArchive(directory.resolve("shop.archive"));
    }

    @Override
    boolean canSeek() {
        return true;
    }
}
