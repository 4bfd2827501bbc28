package io.snapferry.wiredtiger.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import java.io.IOException;
import java.util.Optional;

/** Any bytes as a record of the journal whose checksum was right: refused, or read to its end. */
class LogRecordFuzzTest {
    private static final LogSequenceNumber POSITION = new LogSequenceNumber(1, 128);

    private final LogRecordParser parser = new LogRecordParser();
    private final ChangeReceiver changes = new WantsAll();
    private final Slice record = new Slice();

    @FuzzTest
    void logRecord(byte[] bytes) throws IOException {
        record.set(bytes, 0, bytes.length);
        try {
            parser.isCommit(record);
            parser.previousEnd(record);
            parser.parse(record, POSITION, changes);
        } catch (MalformedException refused) {
            // what a bad record must do
        }
    }

    /** Looks at all that it is handed. */
    private static final class WantsAll implements ChangeReceiver {
        @Override
        public boolean wants(int fileId, LogSequenceNumber position) {
            return true;
        }

        @Override
        public void change(int fileId, ChangeKind kind, Slice key, Slice value) {
            key.toByteArray();
            value.toByteArray();
        }

        @Override
        public void truncate(int fileId, Optional<Slice> first, Optional<Slice> last) {
            first.ifPresent(Slice::toByteArray);
            last.ifPresent(Slice::toByteArray);
        }
    }
}
