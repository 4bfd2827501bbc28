package io.snapferry.compression;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this machine can compress with.
 *
 * <pre>
 *   level      with native code    without
 *   fast       isa-l 1             jdk-deflater 1
 *   balanced   jdk-deflater 6
 *   small      jdk-deflater 9
 * </pre>
 *
 * <p>Native code is looked for when a fast codec is first wanted; that it is missing is logged then, once. One instance per
 * process is meant. Thread-safe.
 */
public final class GzipCodecs {
    private static final Logger LOG = LoggerFactory.getLogger(GzipCodecs.class);
    private static final int MIN_DEFLATER_LEVEL = 1;
    private static final int MAX_DEFLATER_LEVEL = 9;

    private final NativeCompression setting;
    private final Supplier<Optional<String>> whyIsalIsMissing;
    private boolean isFallbackLogged;

    /** @param setting whether native code may compress */
    public GzipCodecs(NativeCompression setting) {
        this(setting, IsalLibrary::missing);
    }

    GzipCodecs(NativeCompression setting, Supplier<Optional<String>> whyIsalIsMissing) {
        this.setting = setting;
        this.whyIsalIsMissing = whyIsalIsMissing;
    }

    /** The best for the level here. */
    public GzipCodecFactory forLevel(GzipLevel level) {
        return switch (level) {
            case FAST -> fast();
            case BALANCED -> deflater(6);
            case SMALL -> deflater(9);
        };
    }

    private GzipCodecFactory fast() {
        if (setting == NativeCompression.OFF) {
            return deflater(1);
        }
        Optional<String> reason = whyIsalIsMissing.get();
        if (reason.isEmpty()) {
            return isal();
        }
        GzipCodecFactory fallback = deflater(1);
        logFallback(reason.get(), fallback.id());
        return fallback;
    }

    private synchronized void logFallback(String reason, CodecId fallback) {
        if (!isFallbackLogged) {
            isFallbackLogged = true;
            LOG.atInfo()
                    .addKeyValue("missing", IsalCodec.NAME)
                    .addKeyValue("reason", reason)
                    .addKeyValue("codec", fallback)
                    .log("native compression is not available, a slower one is used");
        }
    }

    /**
     * The one of this name, for an export that was begun with it.
     *
     * @throws CodecUnavailableException when it does not exist or cannot be had here
     */
    public GzipCodecFactory exactly(CodecId id) throws CodecUnavailableException {
        if (id.name().equals(DeflaterCodec.NAME)
                && id.level() >= MIN_DEFLATER_LEVEL
                && id.level() <= MAX_DEFLATER_LEVEL) {
            return deflater(id.level());
        }
        if (!id.equals(isal().id())) {
            throw new CodecUnavailableException(id, "this version does not know it");
        }
        if (setting == NativeCompression.OFF) {
            throw new CodecUnavailableException(id, "native compression is switched off");
        }
        Optional<String> reason = whyIsalIsMissing.get();
        if (reason.isPresent()) {
            throw new CodecUnavailableException(id, reason.get());
        }
        return isal();
    }

    private static GzipCodecFactory isal() {
        return new GzipCodecFactory(new CodecId(IsalCodec.NAME, IsalCodec.LEVEL), IsalCodec::new);
    }

    private static GzipCodecFactory deflater(int level) {
        return new GzipCodecFactory(new CodecId(DeflaterCodec.NAME, level), () -> new DeflaterCodec(level));
    }
}
