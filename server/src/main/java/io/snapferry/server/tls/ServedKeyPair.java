package io.snapferry.server.tls;

import io.snapferry.server.repeat.RepeatedTask;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that connections get. The files are looked at now and then; when they hold another certificate with its key,
 * new connections get that one, and those that are open go on. Files that cannot be used are told once in the log, and what
 * was served before is served on: whoever replaces two files leaves a moment in which they do not fit. Thread-safe.
 */
public final class ServedKeyPair implements Closeable {
    /** Their content is compared, not their time, so that no replacement is missed however it is made. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ServedKeyPair.class);

    private final TlsFiles files;
    private final SslContextFactory.Server contexts = new SslContextFactory.Server();
    private final RepeatedTask looking;
    /** What was tried last, good or not. Of the timer's thread after the start. */
    private TlsKeyPair.Contents tried;
    /** What was told last. Of the timer's thread. */
    private String told = "";

    private ServedKeyPair(TlsFiles files, TlsKeyPair.Contents contents, Duration interval) throws TlsFilesException {
        this.files = files;
        this.tried = contents;
        TlsKeyPair pair = TlsKeyPair.of(files, contents);
        contexts.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        contexts.addExcludeCipherSuites(".*_CBC_.*");
        contexts.setRenegotiationAllowed(false);
        serve(contexts, pair);
        warn(pair);
        this.looking = RepeatedTask.start("tls-files", interval, interval, this::look);
    }

    /**
     * Reads the files and goes on looking at them.
     *
     * @param interval between two looks
     * @throws TlsFilesException when they are not a certificate and its key
     */
    public static ServedKeyPair open(TlsFiles files, Duration interval) throws TlsFilesException {
        return new ServedKeyPair(files, TlsKeyPair.Contents.read(files), interval);
    }

    /** For the connector: TLS 1.2 and 1.3, without renegotiation. */
    public SslContextFactory.Server contexts() {
        return contexts;
    }

    private void look() {
        try {
            TlsKeyPair.Contents contents = TlsKeyPair.Contents.read(files);
            if (contents.equals(tried)) {
                return;
            }
            tried = contents;
            TlsKeyPair pair = TlsKeyPair.of(files, contents);
            contexts.reload(factory -> serve(factory, pair));
            told = "";
            LOG.atInfo()
                    .addKeyValue("certificate", files.certificate())
                    .addKeyValue("notAfter", pair.certificate().getNotAfter().toInstant())
                    .log("certificate exchanged");
            warn(pair);
        } catch (Exception e) { // Jetty declares no narrower one, and an exception would end the timer
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String reason) {
        if (!reason.equals(told)) {
            told = reason;
            LOG.atError()
                    .addKeyValue("reason", reason)
                    .log("new certificate cannot be used, the one before is served on");
        }
    }

    private static void serve(SslContextFactory factory, TlsKeyPair pair) {
        factory.setKeyStore(pair.toKeyStore());
        factory.setKeyStorePassword("");
    }

    private void warn(TlsKeyPair pair) {
        if (!pair.isValidAt(Instant.now())) {
            LOG.atWarn()
                    .addKeyValue("certificate", files.certificate())
                    .addKeyValue("notBefore", pair.certificate().getNotBefore().toInstant())
                    .addKeyValue("notAfter", pair.certificate().getNotAfter().toInstant())
                    .log("certificate is not valid now, clients will refuse it");
        }
        if (isReadableByOthers(files.key())) {
            LOG.atWarn().addKeyValue("key", files.key()).log("every user of this machine can read the key");
        }
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no modes to look at
        }
    }

    /** Ends looking at the files. Idempotent. */
    @Override
    public void close() {
        looking.close();
    }
}
