package io.snapferry.json;

/**
 * The way back: one line of Extended JSON (either form) to the BSON bytes that it stands for.
 *
 * <p>Placeholder until the module is filled.
 */
public final class ExtendedJsonReader {
    /**
     * Appends the document's BSON bytes.
     *
     * @param json holds the line as UTF-8
     * @param offset of the line's first byte
     * @param length of the line in bytes, without its line end
     * @param out is appended to; on an error its earlier content is kept and nothing of this document is left in it
     * @throws ExtendedJsonFormatException when the text is not one Extended JSON document
     */
    public void read(byte[] json, int offset, int length, OutputBuffer out) throws ExtendedJsonFormatException {
        if (length < 0) {
            return;
        }
        throw new ExtendedJsonFormatException("not yet");
    }
}
