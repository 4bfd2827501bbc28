package io.snapferry.benchmarks.steady;

import io.snapferry.benchmarks.data.DataSet;
import io.snapferry.benchmarks.data.Documents;
import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentLength;
import io.snapferry.compression.GzipCodec;
import io.snapferry.compression.GzipCodecFactory;
import io.snapferry.compression.GzipCodecs;
import io.snapferry.compression.GzipLevel;
import io.snapferry.compression.NativeCompression;
import io.snapferry.json.JsonMode;
import io.snapferry.json.OutputBuffer;
import io.snapferry.json.Transcoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonBinaryReader;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Each method takes the same documents once from BSON to its end and gives how many bytes came out. All text is canonical
 * but that of {@link #transcodeRelaxed()}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class SteadyBenchmark {
    /** BSON bytes per block, as in an export. */
    private static final int BLOCK_BYTES = 1 << 20;

    private static final int WRITER_BYTES = 64 << 10;

    /** A label of {@link DataSet}. */
    @Param({"films", "sensors", "long-strings"})
    public String dataSet = "";

    /** How many bytes of documents. */
    @Param("16777216")
    public int sizeBytes;

    private byte[] bson = {};
    private byte[] json = {};
    private int[] jsonBlockEnds = {};
    private final OutputBuffer text = new OutputBuffer(4 * BLOCK_BYTES);
    private final OutputBuffer compressed = new OutputBuffer(2 * BLOCK_BYTES);
    private final Transcoder canonical = Transcoder.forMode(JsonMode.CANONICAL);
    private final Transcoder relaxed = Transcoder.forMode(JsonMode.RELAXED);
    private final GzipCodec fast = fastest().open();
    private final GzipCodec fallback =
            new GzipCodecs(NativeCompression.OFF).forLevel(GzipLevel.FAST).open();
    private final JsonWriterSettings librarySettings = JsonWriterSettings.builder()
            .outputMode(org.bson.json.JsonMode.EXTENDED)
            .build();

    /** The fastest codec of this machine, with its level. */
    static String codecName() {
        return fastest().id().toString();
    }

    private static GzipCodecFactory fastest() {
        return new GzipCodecs(NativeCompression.AUTO).forLevel(GzipLevel.FAST);
    }

    /** Makes the documents and their text. */
    @Setup(Level.Trial)
    public void prepare() throws BsonFormatException {
        bson = Documents.bytes(DataSet.of(dataSet).orElseThrow(), sizeBytes);
        OutputBuffer all = new OutputBuffer(4 * sizeBytes);
        int[] ends = new int[bson.length / BLOCK_BYTES + 1];
        int blocks = 0;
        for (int at = 0; at < bson.length; ) {
            at = block(canonical, at, all);
            ends[blocks++] = all.size();
        }
        json = all.toByteArray();
        jsonBlockEnds = Arrays.copyOf(ends, blocks);
    }

    /** Gives memory outside of the heap back. */
    @TearDown(Level.Trial)
    public void close() {
        fast.close();
        fallback.close();
    }

    /** BSON to canonical text. */
    @Benchmark
    public long transcodeCanonical() throws BsonFormatException {
        return transcode(canonical);
    }

    /** BSON to relaxed text. */
    @Benchmark
    public long transcodeRelaxed() throws BsonFormatException {
        return transcode(relaxed);
    }

    /** Our way with the fastest codec of this machine. */
    @Benchmark
    public long product() throws BsonFormatException {
        return product(fast);
    }

    /** Our way with the codec for machines that have no native one. */
    @Benchmark
    public long productWithFallback() throws BsonFormatException {
        return product(fallback);
    }

    /** The fastest codec alone: what no transcoder can be faster than. */
    @Benchmark
    public long codecAlone() {
        long size = 0;
        int start = 0;
        for (int end : jsonBlockEnds) {
            compressed.clear();
            fast.compress(json, start, end - start, compressed);
            size += compressed.size();
            start = end;
        }
        return size;
    }

    /** The BSON library and the JDK at gzip's level. */
    @Benchmark
    public long libraryRouteLevel6() throws IOException, BsonFormatException {
        return libraryRoute(6);
    }

    /** The BSON library and the JDK at its fastest. */
    @Benchmark
    public long libraryRouteLevel1() throws IOException, BsonFormatException {
        return libraryRoute(1);
    }

    private long transcode(Transcoder transcoder) throws BsonFormatException {
        long size = 0;
        for (int at = 0; at < bson.length; ) {
            text.clear();
            at = block(transcoder, at, text);
            size += text.size();
        }
        return size;
    }

    private long product(GzipCodec codec) throws BsonFormatException {
        long size = 0;
        for (int at = 0; at < bson.length; ) {
            text.clear();
            at = block(canonical, at, text);
            compressed.clear();
            codec.compress(text.array(), 0, text.size(), compressed);
            size += compressed.size();
        }
        return size;
    }

    /** Appends a block's lines and gives the index after its last document. */
    private int block(Transcoder transcoder, int start, OutputBuffer out) throws BsonFormatException {
        int at = start;
        while (at < bson.length && at - start < BLOCK_BYTES) {
            int length = DocumentLength.read(bson, at);
            transcoder.transcode(bson, at, length, out);
            out.write('\n');
            at += length;
        }
        return at;
    }

    private long libraryRoute(int level) throws IOException, BsonFormatException {
        Counter counter = new Counter();
        try (Writer writer = new OutputStreamWriter(new LeveledGzip(counter, level), StandardCharsets.UTF_8)) {
            for (int at = 0; at < bson.length; ) {
                int length = DocumentLength.read(bson, at);
                try (BsonBinaryReader reader =
                        new BsonBinaryReader(ByteBuffer.wrap(bson, at, length).slice())) {
                    new JsonWriter(writer, librarySettings).pipe(reader);
                }
                writer.write('\n');
                at += length;
            }
        }
        return counter.size;
    }

    /** The JDK's own stream has no parameter for the level. */
    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, WRITER_BYTES);
            def.setLevel(level);
        }
    }

    private static final class Counter extends OutputStream {
        private long size;

        @Override
        public void write(int value) {
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            size += length;
        }
    }
}
