package io.snapferry.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's half of HTTP Digest (RFC 7616) with MD5 and {@code qop=auth}, which is what Atlas's challenge asks for. */
final class DigestAnswer {
    private static final Pattern REALM = Pattern.compile("realm=\"([^\"]*)\"");
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");
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
        String ha1 = md5(publicKey + ":" + realm + ":" + privateKey);
        String ha2 = md5(method + ":" + target);
        String response = md5(String.join(":", ha1, nonce, FIRST_USE, clientNonce, "auth", ha2));
        return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\", algorithm=MD5"
                .formatted(publicKey, realm, nonce, target, FIRST_USE, clientNonce, response);
    }

    private static String parameter(Pattern pattern, String challenge) throws IOException {
        Matcher matcher = pattern.matcher(challenge);
        if (!challenge.startsWith("Digest ") || !matcher.find()) {
            throw new IOException("the server's challenge is not HTTP Digest: " + challenge);
        }
        return matcher.group(1);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
