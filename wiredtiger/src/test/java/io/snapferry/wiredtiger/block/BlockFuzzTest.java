package io.snapferry.wiredtiger.block;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.page.CellCursor;

/** Any bytes as a page that was unpacked: refused, or walked to its last cell. */
class BlockFuzzTest {
    private final PageImage page = new PageImage("collection-0-1.wt");
    private final CellCursor cells = new CellCursor();

    @FuzzTest
    void unpackedPage(byte[] bytes) {
        if (bytes.length < PageImage.HEADER_BYTES) {
            return;
        }
        System.arraycopy(bytes, 0, page.reserve(BlockAddress.NONE, bytes.length), 0, bytes.length);
        try {
            page.checkHeader();
            page.overflowLength();
            cells.reset(page);
            while (cells.next()) {
                cells.isNextKeyOrEnd();
            }
        } catch (MalformedException refused) {
            // what a bad page must do
        }
    }
}
