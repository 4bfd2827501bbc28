package io.snapferry.wiredtiger.btree;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.block.PageImage;
import io.snapferry.wiredtiger.packing.MalformedException;
import io.snapferry.wiredtiger.packing.Slice;
import io.snapferry.wiredtiger.page.CellCursor;
import io.snapferry.wiredtiger.page.CellType;
import io.snapferry.wiredtiger.page.ValidityWindow;
import java.io.IOException;

/** Walks over keys and values of one leaf. Reused; for one thread. */
final class LeafCursor {
    private static final ValidityWindow ALWAYS = new ValidityWindow();

    private final PageImage image;
    private final OverflowItems overflow;
    private final PageImage overflowKey;
    private final PageImage overflowValue;
    private final CellCursor cells = new CellCursor();
    private final Slice key = new Slice();
    private final Slice value = new Slice();

    /** The last key that lies on the page: a prefix is one of it, whatever overflow keys come between. */
    private final Slice keyBefore = new Slice();

    /** Keys that are put together of a prefix and the rest. */
    private byte[] builtKey = new byte[0];

    private boolean hasValueCell;
    private boolean isValueLoaded;

    LeafCursor(String file, OverflowItems overflow) {
        this.image = new PageImage(file);
        this.overflow = overflow;
        this.overflowKey = new PageImage(file);
        this.overflowValue = new PageImage(file);
    }

    /** To be read into; {@link #begin} starts with it. */
    PageImage image() {
        return image;
    }

    /** Stands before the first key of what was read. */
    void begin() throws WiredTigerFormatException {
        keyBefore.set(builtKey, 0, 0);
        try {
            cells.reset(image);
        } catch (MalformedException e) {
            throw image.malformed(e);
        }
    }

    /** Goes to the next key; false at the page's end. */
    boolean next() throws IOException {
        try {
            if (!cells.next()) {
                return false;
            }
            readKey();
            isValueLoaded = false;
            hasValueCell = !cells.isNextKeyOrEnd();
            if (hasValueCell) {
                cells.next();
                if (cells.type().isAddress()) {
                    throw new MalformedException(cells.cellOffset(), "address of a page in a leaf");
                }
            }
            return true;
        } catch (MalformedException e) {
            throw image.malformed(e);
        }
    }

    private void readKey() throws IOException {
        switch (cells.type()) {
            case KEY -> {
                if (cells.prefixLength() == 0) {
                    key.set(image.bytes(), cells.dataOffset(), cells.dataLength());
                } else {
                    buildKey();
                }
                keyBefore.set(key.bytes(), key.offset(), key.length());
            }
            case KEY_OVERFLOW -> overflow.read(image, cells.dataOffset(), cells.dataLength(), overflowKey, key);
            default ->
                throw new MalformedException(cells.cellOffset(), "cell of type " + cells.type() + ", expected a key");
        }
    }

    private void buildKey() {
        int prefix = cells.prefixLength();
        if (prefix > keyBefore.length()) {
            throw new MalformedException(
                    cells.cellOffset(),
                    "key with a prefix of " + prefix + " bytes, the key before has " + keyBefore.length());
        }
        int length = prefix + cells.dataLength();
        byte[] target = builtKey.length < length ? new byte[Math.max(2 * builtKey.length, length)] : builtKey;
        System.arraycopy(keyBefore.bytes(), keyBefore.offset(), target, 0, prefix);
        System.arraycopy(image.bytes(), cells.dataOffset(), target, prefix, cells.dataLength());
        builtKey = target;
        key.set(target, 0, length);
    }

    /** Valid until the next move. */
    Slice key() {
        return key;
    }

    /** From when to when the value is valid. */
    ValidityWindow window() {
        return hasValueCell ? cells.window() : ALWAYS;
    }

    /** Reads the value when it has a block of its own; valid until the next move. */
    Slice value() throws IOException {
        if (isValueLoaded) {
            return value;
        }
        isValueLoaded = true;
        if (!hasValueCell) {
            return value.set(image.bytes(), 0, 0);
        }
        if (cells.type() == CellType.VALUE) {
            return value.set(image.bytes(), cells.dataOffset(), cells.dataLength());
        }
        if (cells.type() == CellType.VALUE_OVERFLOW) {
            overflow.read(image, cells.dataOffset(), cells.dataLength(), overflowValue, value);
            return value;
        }
        throw image.malformed("value of type " + cells.type() + " is needed, its block is gone");
    }
}
