package io.snapferry.wiredtiger.hostile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.wiredtiger.Records;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.testing.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes as the cells of a table's root page: the table is refused with its place, or read. The first byte says what the
 * page claims to be: its lowest bit internal or leaf, the others how many cells.
 */
class PageFuzzTest {
    @TempDir
    private static Path folder;

    @FuzzTest
    void page(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int type = (bytes[0] & 1) == 0 ? Page.ROW_LEAF : Page.ROW_INTERNAL;
        int cells = (bytes[0] & 0xff) >> 1;
        Page page = new Page(type, 0, cells, Arrays.copyOfRange(bytes, 1, bytes.length));
        new HandMadeTable(folder).write(blocks -> blocks.write(page));
        try {
            Records.of(folder, HandMadeTable.FILE);
        } catch (WiredTigerFormatException refused) {
            // what a bad page must do
        } catch (IOException e) {
            throw new AssertionError("another error than that of the format", e);
        }
    }
}
