package io.snapferry.json;

class LibraryTranscoderTest extends TranscoderContractTest {
    @Override
    Transcoder transcoder(JsonMode mode) {
        return new LibraryTranscoder(mode);
    }
}
