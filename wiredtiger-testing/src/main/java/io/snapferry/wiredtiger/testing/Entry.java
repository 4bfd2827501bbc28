package io.snapferry.wiredtiger.testing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key and a value in a table. The arrays are not copied: nobody may change them.
 *
 * @param window empty means a value that everyone sees
 */
@SuppressWarnings("ArrayRecordComponent") // as large as documents: copied only into their page
public record Entry(
        byte[] key, byte[] value, Optional<Window> window, Placement keyPlacement, Placement valuePlacement) {

    /** On the page, and seen by everyone. */
    public static Entry of(byte[] key, byte[] value) {
        return new Entry(key, value, Optional.empty(), Placement.ON_PAGE, Placement.ON_PAGE);
    }

    /** Under a record id: a key of the format {@code q}. */
    public static Entry of(long recordId, byte[] value) {
        return of(new PackedBytes().signed(recordId).toByteArray(), value);
    }

    /** Key and value of the format {@code S}: text with a zero byte behind it. */
    public static Entry ofText(String key, String value) {
        return of(text(key), text(value));
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** The same for a time only. */
    public Entry with(Window newWindow) {
        return new Entry(key, value, Optional.of(newWindow), keyPlacement, valuePlacement);
    }

    /** The same with the key in another place. */
    public Entry withKey(Placement placement) {
        return new Entry(key, value, window, placement, valuePlacement);
    }

    /** The same with the value in another place. */
    public Entry withValue(Placement placement) {
        return new Entry(key, value, window, keyPlacement, placement);
    }
}
