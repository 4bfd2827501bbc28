package io.snapferry.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.snapferry.json.OutputBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec promises. The native one is skipped, visibly, where it cannot be loaded. */
@ParameterizedClass(name = "{0}")
@MethodSource("codecs")
class GzipCodecContractTest {
    private static final String HEADER = "1f8b08000000000000ff";

    private final CodecId id;
    private GzipCodecFactory factory;

    GzipCodecContractTest(CodecId id) {
        this.id = id;
    }

    static Stream<CodecId> codecs() {
        return Stream.of(
                new CodecId("isa-l", 1),
                new CodecId("jdk-deflater", 1),
                new CodecId("jdk-deflater", 6),
                new CodecId("jdk-deflater", 9));
    }

    @BeforeEach
    void openFactory() throws CodecUnavailableException {
        assumeThat(id.name().equals("isa-l") ? IsalLibrary.missing() : Optional.empty())
                .as("why the native codec is missing")
                .isEmpty();
        factory = new GzipCodecs(NativeCompression.AUTO).exactly(id);
    }

    @Test
    void itsNameIsTheOneThatWasAskedFor() {
        assertThat(factory.id()).isEqualTo(id);
    }

    @Test
    void everySizeComesBackAsItWas() {
        try (GzipCodec codec = factory.open()) {
            for (int size : List.of(0, 1, 2, 3, 7, 8, 9, 255, 4_095, 65_535, 65_536, 100_000, 1 << 20, (3 << 20) + 1)) {
                byte[] text = Texts.json(size);
                assertThat(gunzip(member(codec, text))).as("%d bytes", size).isEqualTo(text);
            }
        }
    }

    @Test
    void sixtyFourMebibytesComeBackAsTheyWere() {
        byte[] text = Texts.json(64 << 20);
        try (GzipCodec codec = factory.open()) {
            OutputBuffer out = new OutputBuffer(1);
            codec.compress(text, 0, text.length, out);
            assertThat(out.size()).isLessThan(text.length / 2);
            assertThat(Arrays.equals(gunzip(out.toByteArray()), text)).isTrue();
        }
    }

    @Test
    void whatCannotBeCompressedGrowsByLittle() {
        try (GzipCodec codec = factory.open()) {
            for (int size : List.of(1, 10, 65_535, 65_536, 131_070, 131_071, 5 << 20)) {
                byte[] noise = new byte[size];
                new Random(size).nextBytes(noise);
                byte[] member = member(codec, noise);
                assertThat(member.length).isLessThan(size + size / 1000 + 32);
                assertThat(gunzip(member)).isEqualTo(noise);
            }
        }
    }

    @Test
    void oneByteRepeatedComesBackAsItWas() {
        try (GzipCodec codec = factory.open()) {
            for (int value : List.of(0x00, 0xff, 0x61)) {
                byte[] text = new byte[2 << 20];
                Arrays.fill(text, (byte) value);
                assertThat(gunzip(member(codec, text))).isEqualTo(text);
            }
        }
    }

    @Test
    void theHeaderHasNothingThatDiffersFromRunToRun() {
        try (GzipCodec codec = factory.open()) {
            assertThat(HexFormat.of().formatHex(member(codec, Texts.json(1000)), 0, 10))
                    .isEqualTo(HEADER);
        }
    }

    @Test
    void takesARangeOfAnArrayAndAppends() {
        byte[] text = Texts.json(200_000);
        byte[] surrounded = new byte[text.length + 1000];
        Arrays.fill(surrounded, (byte) '#');
        System.arraycopy(text, 0, surrounded, 777, text.length);
        OutputBuffer out = new OutputBuffer(1);
        out.write("before".getBytes(StandardCharsets.US_ASCII), 0, 6);
        try (GzipCodec codec = factory.open()) {
            codec.compress(surrounded, 777, text.length, out);
            byte[] all = out.toByteArray();
            assertThat(new String(all, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("before");
            assertThat(Arrays.copyOfRange(all, 6, all.length)).isEqualTo(member(codec, text));
        }
    }

    @Test
    void membersOneBehindTheOtherAreOneFile() {
        OutputBuffer out = new OutputBuffer(1);
        byte[] text = Texts.json(300_000);
        try (GzipCodec codec = factory.open()) {
            codec.compress(text, 0, 100_000, out);
            codec.compress(text, 100_000, 0, out);
            codec.compress(text, 100_000, 150_000, out);
            codec.compress(text, 250_000, 50_000, out);
        }
        assertThat(gunzip(out.toByteArray())).isEqualTo(text);
    }

    @Test
    void bytesDoNotDependOnWhatTheInstanceCompressedBefore() {
        Random random = new Random(11);
        try (GzipCodec used = factory.open()) {
            for (int round = 0; round < 40; round++) {
                byte[] text = round % 5 == 4 ? noise(random, 300_000) : Texts.json(random.nextInt(600_000));
                try (GzipCodec fresh = factory.open()) {
                    assertThat(member(used, text)).as("round %d", round).isEqualTo(member(fresh, text));
                }
            }
        }
    }

    /**
     * Many small blocks, since a hash table is as small as its block: what an instance's own memory does to the bytes shows once
     * in some thousand blocks of a megabyte, and here at once.
     */
    @Test
    void bytesDoNotDependOnTheInstance() {
        List<byte[]> texts =
                IntStream.range(0, 600).mapToObj(n -> Texts.json(100 + n)).toList();
        List<GzipCodec> instances = new ArrayList<>();
        try {
            for (int i = 0; i < 24; i++) {
                instances.add(factory.open());
            }
            for (byte[] text : texts) {
                byte[] first = member(instances.get(0), text);
                for (GzipCodec other : instances) {
                    assertThat(Arrays.equals(member(other, text), first)).isTrue();
                }
            }
        } finally {
            instances.forEach(GzipCodec::close);
        }
    }

    @Test
    void thousandsOfMembersComeOfOneInstance() {
        byte[] text = Texts.json(20_000);
        byte[] first;
        try (GzipCodec codec = factory.open()) {
            first = member(codec, text);
            OutputBuffer out = new OutputBuffer(1);
            for (int i = 0; i < 5_000; i++) {
                out.clear();
                codec.compress(text, 0, text.length, out);
                assertThat(Arrays.equals(out.array(), 0, out.size(), first, 0, first.length))
                        .isTrue();
            }
        }
    }

    @Test
    void instancesOfSeveralThreadsDoNotDisturbEachOther() throws Exception {
        List<byte[]> texts =
                Stream.of(1, 2, 3, 4).map(n -> Texts.json(n * 50_000)).toList();
        List<byte[]> alone = new ArrayList<>();
        try (GzipCodec codec = factory.open()) {
            texts.forEach(text -> alone.add(member(codec, text)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(texts.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int t = 0; t < texts.size(); t++) {
                byte[] text = texts.get(t);
                byte[] expected = alone.get(t);
                ends.add(threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                        try (GzipCodec codec = factory.open()) {
                            assertThat(member(codec, text)).isEqualTo(expected);
                            assertThat(member(codec, text)).isEqualTo(expected);
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void canBeClosedTwice() {
        GzipCodec codec = factory.open();
        member(codec, Texts.json(1000));
        assertThatCode(() -> {
                    codec.close();
                    codec.close();
                    factory.open().close();
                })
                .doesNotThrowAnyException();
    }

    private static byte[] noise(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] member(GzipCodec codec, byte[] text) {
        OutputBuffer out = new OutputBuffer(1);
        codec.compress(text, 0, text.length, out);
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
