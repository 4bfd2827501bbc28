package io.snapferry.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's half of HTTP Digest (RFC 7616) with {@code qop=auth} and the algorithm that the challenge asks for: MD5, as Atlas does, or SHA-256. */
final class DigestAnswer {
    private static final Pattern REALM = Pattern.compile("realm=\"([^\"]*)\"");
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");
    private static final Pattern ALGORITHM = Pattern.compile("algorithm=\"?([A-Za-z0-9-]+)");
    private static final List<String> ALGORITHMS = List.of("MD5", "SHA-256");
    private static final String FIRST_USE = "00000001";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CLIENT_NONCE_BYTES = 8;

    private DigestAnswer() {}

    /** The value of the header {@code Authorization}. */
    static String to(String challenge, String publicKey, String privateKey, String method, String target)
            throws IOException {
        String realm = parameter(REALM, challenge);
        String nonce = parameter(NONCE, challenge);
        byte[] random = new byte[CLIENT_NONCE_BYTES];
        RANDOM.nextBytes(random);
        String clientNonce = HexFormat.of().formatHex(random);
        String algorithm = algorithm(challenge);
        String ha1 = hash(algorithm, publicKey + ":" + realm + ":" + privateKey);
        String ha2 = hash(algorithm, method + ":" + target);
        String response = hash(algorithm, String.join(":", ha1, nonce, FIRST_USE, clientNonce, "auth", ha2));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\", algorithm=%s"
                .formatted(publicKey, realm, nonce, target, FIRST_USE, clientNonce, response, algorithm);
    }

    private static String parameter(Pattern pattern, String challenge) throws IOException {
        Matcher matcher = pattern.matcher(challenge);
        if (!challenge.startsWith("Digest ") || !matcher.find()) {
            throw new IOException("the server's challenge is not HTTP Digest: " + challenge);
        }
        return matcher.group(1);
    }

    private static String algorithm(String challenge) throws IOException {
        Matcher matcher = ALGORITHM.matcher(challenge);
        String algorithm = matcher.find() ? matcher.group(1) : "MD5";
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IOException(
                    "the server asks for the digest algorithm " + algorithm + ", known are " + ALGORITHMS);
        }
        return algorithm;
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
