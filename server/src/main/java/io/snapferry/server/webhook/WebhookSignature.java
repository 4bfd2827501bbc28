package io.snapferry.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of {@code Snapferry-Signature}: {@code t=<seconds since 1970>,v1=<hex>}, with one {@code v1} for each secret. Signed is
 * the time as it stands there, a dot, and the body, so that neither can be changed nor an old request be sent again later.
 */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    static String of(List<String> secrets, Instant time, byte[] body) {
        String seconds = String.valueOf(time.getEpochSecond());
        StringBuilder value = new StringBuilder("t=").append(seconds);
        for (String secret : secrets) {
            value.append(",v1=").append(hmacHex(secret, seconds, body));
        }
        return value.toString();
    }

    private static String hmacHex(String secret, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
