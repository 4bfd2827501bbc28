package io.snapferry.source.datadirectory;

import io.snapferry.source.Namespace;
import io.snapferry.source.SourceException;
import io.snapferry.wiredtiger.btree.TreeDivision;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.TableFile;
import io.snapferry.wiredtiger.table.RecordCursor;
import java.io.IOException;

/**
 * Records that are in a table of the directory.
 *
 * @param namespace whose they are
 * @param file name of the table's file
 */
record TableRecords(DataDirectory directory, Namespace namespace, String file) implements CollectionRecords {

    private TableFile table() throws IOException {
        return directory
                .file(file)
                .orElseThrow(() ->
                        SourceException.inFile(namespace, file, "the catalog names this file, the metadata does not"));
    }

    @Override
    public String keyFormat() throws IOException {
        return table().keyFormat();
    }

    @Override
    public boolean exists() throws IOException {
        return directory.file(file).isPresent();
    }

    @Override
    public RecordCursor open() throws IOException {
        return directory.records(table());
    }

    @Override
    public TreeDivision.Division divide(long unpackedBytes) throws IOException {
        return directory.divide(table(), unpackedBytes);
    }

    @Override
    public Growth growth() {
        return Growth.NONE;
    }
}
