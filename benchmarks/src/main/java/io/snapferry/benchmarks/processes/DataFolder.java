package io.snapferry.benchmarks.processes;

import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.benchmarks.data.DataSetFolder;
import io.snapferry.benchmarks.data.Documents;
import io.snapferry.server.config.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A data set of one collection on disk.
 *
 * @param folder a mongodump folder
 */
record DataFolder(DataSet dataSet, Path folder) {

    /** Writes the data set, or takes the one that an earlier run wrote. */
    static DataFolder prepare(Path parent, DataSet dataSet, ByteSize size) throws IOException {
        Path folder = parent.resolve(dataSet.label() + "-" + size);
        if (!Files.exists(folder)) {
            // Under another name until it is whole, so that an interrupted run is not taken for one.
            Path unfinished = parent.resolve(
                    folder.getFileName() + "." + ProcessHandle.current().pid());
            DataSetFolder.write(unfinished, dataSet, Documents.of(dataSet), size.bytes(), 1);
            Files.move(unfinished, folder);
        }
        return new DataFolder(dataSet, folder);
    }

    String collection() {
        return dataSet.collection();
    }

    /** The collection's documents. */
    Path file() {
        return folder.resolve(DataSetFolder.DATABASE).resolve(collection() + ".bson");
    }
}
