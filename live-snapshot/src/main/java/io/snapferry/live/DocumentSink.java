package io.snapferry.live;

import java.io.IOException;

/** Takes documents one by one, as bytes. */
@FunctionalInterface
interface DocumentSink {
    void document(byte[] bytes, int offset, int length) throws IOException;
}
