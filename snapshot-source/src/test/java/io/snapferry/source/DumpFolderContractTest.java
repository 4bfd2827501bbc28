package io.snapferry.source;

import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;

class DumpFolderContractTest extends SnapshotSourceContractTest {
    @Override
    Path write(DumpBuilder dump, Path directory) {
        return dump.writeFolder(directory.resolve("dump"));
    }

    @Override
    boolean canSeek() {
        return true;
    }
}
