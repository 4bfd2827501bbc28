package io.snapferry.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/** A certificate with its chain, and the key that belongs to it, checked. Immutable. */
final class TlsKeyPair {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final char[] NO_PASSWORD = new char[0];

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private TlsKeyPair(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** What stands in the two files, so that one look at the disk decides. */
    record Contents(String certificate, String key) {
        static Contents read(TlsFiles files) throws TlsFilesException {
            return new Contents(textOf(files.certificate()), textOf(files.key()));
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Contents";
        }
    }

    private static String textOf(Path file) throws TlsFilesException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new TlsFilesException(file + " is longer than " + MAX_FILE_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsFilesException(file + " is not there");
        } catch (TlsFilesException e) {
            throw e;
        } catch (IOException e) {
            throw new TlsFilesException(
                    file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * @param files names them in messages
     * @throws TlsFilesException when they are not a certificate and its key
     */
    static TlsKeyPair of(TlsFiles files, Contents contents) throws TlsFilesException {
        List<X509Certificate> chain = chainOf(files.certificate(), contents.certificate());
        PrivateKey key = keyOf(files, contents.key(), chain.get(0));
        if (!isPair(key, chain.get(0))) {
            throw foreign(files);
        }
        return new TlsKeyPair(chain, key);
    }

    private static List<X509Certificate> chainOf(Path file, String pem) throws TlsFilesException {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new TlsFilesException(file + " holds no certificate in PEM");
            }
            return chain;
        } catch (CertificateException e) {
            throw new TlsFilesException(file + " holds no certificate in PEM that can be read");
        }
    }

    private static PrivateKey keyOf(TlsFiles files, String pem, X509Certificate certificate) throws TlsFilesException {
        try {
            byte[] encoded = PrivateKeyPem.toPkcs8(pem);
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException e) {
            throw new TlsFilesException(files.key() + " " + e.getMessage());
        } catch (InvalidKeySpecException e) {
            throw foreign(files); // of another algorithm, or damaged
        } catch (GeneralSecurityException e) {
            throw new TlsFilesException(files.certificate() + " has a key of the kind "
                    + certificate.getPublicKey().getAlgorithm() + ", expected RSA or EC");
        }
    }

    private static TlsFilesException foreign(TlsFiles files) {
        return new TlsFilesException(files.key() + " is not the key of the certificate in " + files.certificate());
    }

    private static boolean isPair(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            byte[] text = "is it the same?".getBytes(StandardCharsets.US_ASCII);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The server's own certificate. */
    X509Certificate certificate() {
        return chain.get(0);
    }

    boolean isValidAt(Instant now) {
        return !now.isBefore(certificate().getNotBefore().toInstant())
                && !now.isAfter(certificate().getNotAfter().toInstant());
    }

    /** In memory, without a password. */
    KeyStore toKeyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a checked key pair does not fit into a key store", e);
        }
    }
}
