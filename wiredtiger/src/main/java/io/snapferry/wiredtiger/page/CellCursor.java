package io.snapferry.wiredtiger.page;

import io.snapferry.wiredtiger.block.PageImage;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.PackedReader;

/**
 * Walks over the cells of a page. Positions are indexes in the page's array and valid as long as that. Every length is
 * held against the page's end before it is used. Reused by {@link #reset}; for one thread.
 *
 * <p>A cell in the file:
 * <pre>
 *  descriptor      1 byte: the low two bits tell the form
 *                    01 short key, 10 short key with prefix, 11 short value: the others are the length
 *                    00 long: bits 4 to 7 the type, 0x08 a window follows, 0x04 a packed integer follows
 *  prefix          1 byte, of keys with prefix
 *  window          see {@link ValidityWindow}
 *  fast truncate   3 packed integers: of deleted addresses, on pages that say so
 *  packed integer  a run length; of no meaning in a row store
 *  payload         packed length and bytes; of a copy the packed distance back to the other cell
 * </pre>
 * See docs/formats/wiredtiger.md#cells.
 */
public final class CellCursor {
    private static final int FORM_MASK = 0x03;
    private static final int FORM_KEY = 0x01;
    private static final int FORM_KEY_PREFIX = 0x02;
    private static final int FORM_VALUE = 0x03;
    private static final int SHORT_LENGTH_SHIFT = 2;

    private static final int TYPE_SHIFT = 4;
    private static final int HAS_WINDOW = 0x08;
    private static final int HAS_INTEGER = 0x04;

    /** Keys and values up to here are short, so a long one's length counts from here. */
    private static final int LONG_LENGTH_BASE = 64;

    private final PackedReader reader = new PackedReader();
    private final ValidityWindow window = new ValidityWindow();
    private final ValidityWindow copiedWindow = new ValidityWindow();

    private byte[] bytes = new byte[0];
    private int limit;
    private int next;
    private int cellsLeft;
    private boolean pageHasFastTruncates;

    private CellType type = CellType.KEY;
    private int cellOffset;
    private int prefixLength;
    private int dataOffset;
    private int dataLength;
    private boolean hasTruncate;
    private long truncateTransaction;
    private long truncateTimestamp;
    private long truncateDurable;

    /** Begins with no page. */
    public CellCursor() {}

    /** Begins before the first cell of a page. */
    public void reset(PageImage page) {
        bytes = page.bytes();
        limit = page.sizeBytes();
        next = PageImage.HEADER_BYTES;
        cellsLeft = page.cellCount();
        pageHasFastTruncates = page.hasFastTruncates();
        if (cellsLeft < 0 || cellsLeft > limit - next) {
            throw new MalformedException(
                    0, Integer.toUnsignedString(cellsLeft) + " cells in a page of " + limit + " bytes");
        }
    }

    /**
     * Goes to the next cell.
     *
     * @return false when there is none
     * @throws MalformedException when the page holds something else
     */
    public boolean next() {
        if (cellsLeft == 0) {
            if (next != limit) {
                throw new MalformedException(next, "the last cell ends here, the page at " + limit);
            }
            return false;
        }
        cellsLeft--;
        next = read(next);
        return true;
    }

    /** Whether no value follows the key that was just read: the page ends, or the next cell is a key too. */
    public boolean isNextKeyOrEnd() {
        if (cellsLeft == 0 || next >= limit) {
            return true;
        }
        int descriptor = bytes[next] & 0xff;
        int form = descriptor & FORM_MASK;
        if (form != 0) {
            return form != FORM_VALUE;
        }
        CellType following = CellType.ofCode(descriptor >> TYPE_SHIFT, next);
        return following.isKey() || following == CellType.KEY_PREFIX;
    }

    /** Reads the cell at a position and tells where it ends. */
    private int read(int position) {
        if (position >= limit) {
            throw new MalformedException(position, "expected a cell, found the end of the page");
        }
        cellOffset = position;
        prefixLength = 0;
        int descriptor = bytes[position] & 0xff;
        return switch (descriptor & FORM_MASK) {
            case FORM_KEY -> {
                type = CellType.KEY;
                yield shortData(position + 1, descriptor);
            }
            case FORM_KEY_PREFIX -> {
                if (position + 1 >= limit) {
                    throw new MalformedException(position, "expected a prefix length, found the end of the page");
                }
                type = CellType.KEY;
                prefixLength = bytes[position + 1] & 0xff;
                yield shortData(position + 2, descriptor);
            }
            case FORM_VALUE -> {
                type = CellType.VALUE;
                window.setAlways();
                yield shortData(position + 1, descriptor);
            }
            default -> readLong(position, descriptor);
        };
    }

    private int shortData(int begin, int descriptor) {
        dataOffset = begin;
        dataLength = descriptor >> SHORT_LENGTH_SHIFT;
        int end = begin + dataLength;
        if (end > limit) {
            throw new MalformedException(
                    begin, "cell of " + dataLength + " bytes passes the end of the page at " + limit);
        }
        return end;
    }

    private int readLong(int position, int descriptor) {
        type = CellType.ofCode(descriptor >> TYPE_SHIFT, position);
        reader.reset(bytes, position + 1, limit);
        if (type == CellType.KEY_PREFIX) {
            type = CellType.KEY;
            prefixLength = reader.unsignedByte();
        }
        if ((descriptor & HAS_WINDOW) != 0) {
            window.read(reader, type.isAddress());
        } else {
            window.setAlways();
        }
        hasTruncate = type == CellType.ADDRESS_DELETED && pageHasFastTruncates;
        if (hasTruncate) {
            truncateTransaction = reader.unsigned();
            truncateTimestamp = reader.unsigned();
            truncateDurable = reader.unsigned();
        }
        if ((descriptor & HAS_INTEGER) != 0) {
            reader.unsigned();
        }
        if (type == CellType.VALUE_COPY) {
            return copiedData(reader.unsigned());
        }
        if (type == CellType.DELETED) {
            throw new MalformedException(position, "cell of a column store in a row store");
        }
        long length = reader.unsigned();
        if (type == CellType.KEY || (type == CellType.VALUE && (descriptor & (HAS_WINDOW | HAS_INTEGER)) == 0)) {
            length += LONG_LENGTH_BASE;
        }
        dataOffset = reader.skip(length);
        dataLength = (int) length;
        return reader.position();
    }

    /** A copy has its own window and the other cell's data. */
    private int copiedData(long distance) {
        int end = reader.position();
        int copy = cellOffset;
        if (distance <= 0 || distance > copy - PageImage.HEADER_BYTES) {
            throw new MalformedException(
                    copy, "copy of a cell " + Long.toUnsignedString(distance) + " bytes before it");
        }
        int original = copy - (int) distance;
        int descriptor = bytes[original] & 0xff;
        boolean isValue = (descriptor & FORM_MASK) == FORM_VALUE
                || ((descriptor & FORM_MASK) == 0
                        && CellType.ofCode(descriptor >> TYPE_SHIFT, original) == CellType.VALUE);
        if (!isValue) {
            throw new MalformedException(copy, "copy of a cell at " + original + " that is no value on the page");
        }
        copiedWindow.set(window);
        read(original);
        window.set(copiedWindow);
        type = CellType.VALUE;
        cellOffset = copy;
        return end;
    }

    /** What the cell is; never {@link CellType#KEY_PREFIX} or {@link CellType#VALUE_COPY}, which are read as what they mean. */
    public CellType type() {
        return type;
    }

    /** Index of the cell's first byte. */
    public int cellOffset() {
        return cellOffset;
    }

    /** How many bytes of the key before begin this key; 0 for all other cells. */
    public int prefixLength() {
        return prefixLength;
    }

    /** Index of the payload: data, or an address cookie. */
    public int dataOffset() {
        return dataOffset;
    }

    /** Length of the payload in bytes. */
    public int dataLength() {
        return dataLength;
    }

    /** Of values and addresses; the same object for all cells. */
    public ValidityWindow window() {
        return window;
    }

    /** Whether a deleted address tells who deleted it; if not, it is deleted for everyone. */
    public boolean hasTruncate() {
        return hasTruncate;
    }

    /** Transaction of the truncate, when {@link #hasTruncate}. */
    public long truncateTransaction() {
        return truncateTransaction;
    }

    /** Commit timestamp of the truncate, when {@link #hasTruncate}. */
    public long truncateTimestamp() {
        return truncateTimestamp;
    }

    /** When the truncate became durable, when {@link #hasTruncate}. */
    public long truncateDurable() {
        return truncateDurable;
    }
}
