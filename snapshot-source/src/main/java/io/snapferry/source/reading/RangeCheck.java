package io.snapferry.source.reading;

import java.util.Optional;

/** Looks at all bytes of one range as they pass, and says at its end whether they are the right ones. */
public interface RangeCheck {
    /** For sources that store no checksum of their documents. */
    RangeCheck NONE = new RangeCheck() {
        @Override
        public void update(byte[] bytes, int offset, int length) {}

        @Override
        public Optional<String> complaint() {
            return Optional.empty();
        }
    };

    /** Takes the next bytes of the range. */
    void update(byte[] bytes, int offset, int length);

    /** What is wrong with the bytes of the whole range, if anything: lower case, no full stop, expected and found. */
    Optional<String> complaint();
}
