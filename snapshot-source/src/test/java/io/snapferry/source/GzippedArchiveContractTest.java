package io.snapferry.source;

import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;

class GzippedArchiveContractTest extends SnapshotSourceContractTest {
    @Override
    Path write(DumpBuilder dump, Path directory) {
        return dump.writeGzippedArchive(directory.resolve("shop.archive.gz"));
    }

    @Override
    boolean canSeek() {
        return false;
    }
}
