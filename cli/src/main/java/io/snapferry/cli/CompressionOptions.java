package io.snapferry.cli;

import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import picocli.CommandLine.Option;

/** How documents are compressed. */
final class CompressionOptions {
    @Option(
            names = "--gzip-level",
            paramLabel = "LEVEL",
            defaultValue = "fast",
            description = "${COMPLETION-CANDIDATES}: processor time for smaller objects. Default: ${DEFAULT-VALUE}.")
    private GzipLevel level;

    @Option(
            names = "--native-compression",
            paramLabel = "WHETHER",
            defaultValue = "${env:SNAPFERRY_EXPORT_NATIVE_COMPRESSION:-auto}",
            description = "${COMPLETION-CANDIDATES}: whether native code may compress. Default: ${DEFAULT-VALUE}.")
    private NativeCompression nativeCompression;

    CompressionOptions() {}

    GzipCodecFactory codec() {
        return new GzipCodecs(nativeCompression).forLevel(level);
    }
}
