package io.snapferry.source;

import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;

class GzippedDumpFolderContractTest extends SnapshotSourceContractTest {
    @Override
    Path write(DumpBuilder dump, Path directory) {
        return dump.writeGzippedFolder(directory.resolve("dump"));
    }

    @Override
    boolean canSeek() {
        return false;
    }
}
