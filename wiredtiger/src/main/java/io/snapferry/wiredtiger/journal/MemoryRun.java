package io.snapferry.wiredtiger.journal;

import io.snapferry.wiredtiger.packing.LittleEndian;
import io.snapferry.wiredtiger.packing.Slice;
import java.util.Arrays;
import java.util.Optional;

/** A batch of changes that stays in memory. */
final class MemoryRun implements SortedRun {
    private final byte[] bytes;
    private final int[] offsets;

    MemoryRun(ChangeBatch batch) {
        this.bytes = batch.bytes();
        this.offsets = batch.sorted();
    }

    @Override
    public RunCursor open(int fileId, Optional<Slice> from) {
        int low = 0;
        int high = offsets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(offsets[middle], fileId, from)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new Cursor(fileId, low);
    }

    private boolean isBefore(int offset, int fileId, Optional<Slice> from) {
        int byFile = Integer.compareUnsigned(LittleEndian.int32(bytes, offset), fileId);
        if (byFile != 0 || from.isEmpty()) {
            return byFile < 0;
        }
        Slice key = from.get();
        int begin = offset + ChangeBatch.HEADER_BYTES;
        return Arrays.compareUnsigned(
                        bytes,
                        begin,
                        begin + LittleEndian.int32(bytes, offset + ChangeBatch.KEY_LENGTH_OFFSET),
                        key.bytes(),
                        key.offset(),
                        key.offset() + key.length())
                < 0;
    }

    @Override
    public void close() {}

    private final class Cursor implements RunCursor {
        private final int fileId;
        private final ChangeView view = new ChangeView();
        private int next;

        Cursor(int fileId, int next) {
            this.fileId = fileId;
            this.next = next;
        }

        @Override
        public boolean next() {
            if (next == offsets.length || LittleEndian.int32(bytes, offsets[next]) != fileId) {
                return false;
            }
            view.set(bytes, offsets[next++]);
            return true;
        }

        @Override
        public ChangeView change() {
            return view;
        }

        @Override
        public void close() {}
    }
}
