package io.snapferry.source;

import io.snapferry.source.encryption.EncryptedDump;
import io.snapferry.source.encryption.FileKeys;
import io.snapferry.testing.dump.DumpBuilder;
import java.nio.file.Path;

class EncryptedGzippedDumpFolderContractTest extends SnapshotSourceContractTest {
    @Override
    Path write(DumpBuilder dump, Path directory) {
        return EncryptedDump.copy(dump.writeGzippedFolder(directory.resolve("plain")), directory.resolve("dump"));
    }

    @Override
    FileKeys keys() {
        return FileKeys.of(EncryptedDump.KEY);
    }

    @Override
    boolean canSeek() {
        return false;
    }
}
