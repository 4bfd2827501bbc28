package io.snapferry.server.testing;

import io.snapferry.server.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that an authority of its own has signed, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore store;

    private TestCertificate(KeyStore store) {
        this.store = store;
    }

    /**
     * Takes about two seconds.
     *
     * @param algorithm of the keys, {@code RSA} or {@code EC}
     */
    public static TestCertificate make(Path folder, String algorithm) throws Exception {
        Path file = Files.createTempDirectory(folder, "keys").resolve("store.p12");
        keytool(file, "-alias", "authority", "-keyalg", algorithm, "-dname", "CN=Test authority", "-ext", "bc:c");
        keytool(
                file,
                "-alias",
                "server",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=127.0.0.1",
                "-signer",
                "authority",
                "-ext",
                "san=ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(store);
    }

    private static void keytool(Path file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }

    /** What a client sees. */
    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate("server");
    }

    /** Certificate, chain and key as files, each replaced at once. */
    public TlsFiles write(Path folder) throws Exception {
        return new TlsFiles(writeCertificate(folder), writeKey(folder));
    }

    public Path writeCertificate(Path folder) throws Exception {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain("server")) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return replace(folder.resolve("server.crt"), chain.toString());
    }

    public Path writeKey(Path folder) throws Exception {
        return replace(folder.resolve("server.key"), pem("PRIVATE KEY", key().getEncoded()));
    }

    /** The authority's certificate, which clients trust. */
    public Path writeAuthority(Path folder) throws Exception {
        return replace(
                folder.resolve("ca.crt"),
                pem("CERTIFICATE", store.getCertificate("authority").getEncoded()));
    }

    private static Path replace(Path file, String text) throws IOException {
        Path unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Key key() throws GeneralSecurityException {
        return Optional.ofNullable(store.getKey("server", PASSWORD.toCharArray()))
                .orElseThrow();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    /** For a client that trusts the authorities of these certificates. */
    public static SSLContext trusting(TestCertificate... certificates) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (TestCertificate certificate : certificates) {
            trusted.setCertificateEntry("authority" + trusted.size(), certificate.store.getCertificate("authority"));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
