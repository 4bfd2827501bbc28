package io.snapferry.compression;

import com.intel.gkl.compression.IntelDeflater;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * The native part of Intel's Genomics Kernel Library, once per process, loaded when it is first asked for.
 *
 * <p>The library has a loader of its own, which is not used: it needs more libraries, says nothing of why it failed, and leaves
 * the unpacked file where it is when the process is killed. Here the file has a private folder and is gone before anything is
 * compressed; the system keeps what is mapped. And it is corrected on the way: see {@link DeterministicIsal}.
 */
final class IsalLibrary {
    private static final String RESOURCE = "/com/intel/gkl/native/libgkl_compression.so";

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private IsalLibrary() {}

    /** Why it cannot be used in this process; empty when it can. */
    static Optional<String> missing() {
        return Loaded.MISSING;
    }

    /** The virtual machine loads a library once, so there is one outcome for all. */
    private static final class Loaded {
        static final Optional<String> MISSING = load();
    }

    /** A deflater that holds nothing but the state of ISA-L. */
    static IntelDeflater newDeflater(int level) {
        IntelDeflater deflater = new IntelDeflater(level, true);
        releaseUnused(deflater);
        return deflater;
    }

    private static Optional<String> load() {
        String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
        if (!system.equals("Linux amd64")) {
            return Optional.of("it is for Linux on x86-64, this is " + system);
        }
        try {
            if (!hasSse42()) {
                return Optional.of("the processor has no SSE 4.2");
            }
            loadUnpacked();
            initialise();
            releaseUnused(new IntelDeflater(IsalCodec.LEVEL, true));
            return Optional.empty();
        } catch (IOException | LinkageError | RuntimeException e) {
            return Optional.of(String.valueOf(e));
        }
    }

    /** Without it the library works too, with another hash function: the bytes would depend on the processor. */
    private static boolean hasSse42() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(PROCESSORS, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("flags")) {
                    return (line + " ").contains(" sse4_2 ");
                }
            }
            return false;
        }
    }

    private static void loadUnpacked() throws IOException {
        Path folder = Files.createTempDirectory("snapferry-native-");
        Path file = folder.resolve("libgkl_compression.so");
        try {
            try (InputStream in = IntelDeflater.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new FileNotFoundException("no resource " + RESOURCE);
                }
                Files.write(file, DeterministicIsal.correct(in.readAllBytes()));
            }
            System.load(file.toAbsolutePath().toString());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** What the library's own loader calls after loading: the native side looks up the fields that it uses. */
    private static void initialise() {
        try {
            privateLookup()
                    .findStatic(IntelDeflater.class, "initNative", MethodType.methodType(void.class))
                    .invokeExact();
        } catch (Throwable e) {
            throw notAsExpected(e);
        }
    }

    /**
     * The superclass allocates a state of zlib, some 260 KiB that nothing uses, and {@code IntelDeflater.end()} does not free it.
     * It would stay until the collector finds the deflater, which can be long after the memory is gone.
     */
    private static void releaseUnused(IntelDeflater deflater) {
        try {
            Super.END.invokeExact(deflater);
        } catch (Throwable e) {
            throw notAsExpected(e);
        }
    }

    private static final class Super {
        static final MethodHandle END = find();

        private static MethodHandle find() {
            try {
                return privateLookup()
                        .findSpecial(Deflater.class, "end", MethodType.methodType(void.class), IntelDeflater.class);
            } catch (ReflectiveOperationException e) {
                throw notAsExpected(e);
            }
        }
    }

    private static MethodHandles.Lookup privateLookup() throws IllegalAccessException {
        return MethodHandles.privateLookupIn(IntelDeflater.class, MethodHandles.lookup());
    }

    private static RuntimeException notAsExpected(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("IntelDeflater is not as expected", cause);
    }
}
