package io.snapferry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.server.catalog.DigestAlgorithm;
import java.nio.charset.StandardCharsets;

/** Any text as an {@code Authorization} header: not well-formed, or credentials that keep what their type promises. */
class DigestHeaderFuzzTest {
    private static final long MAX_NONCE_COUNT = 0xffff_ffffL;

    @FuzzTest
    void digestHeader(byte[] bytes) {
        // as Jetty decodes headers
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            DigestCredentials.parse(header, algorithm).ifPresent(credentials -> check(credentials, algorithm));
        }
    }

    private static void check(DigestCredentials credentials, DigestAlgorithm algorithm) {
        assertThat(credentials.nonceCount()).isBetween(1L, MAX_NONCE_COUNT);
        assertThat(Long.parseLong(credentials.nonceCountHex(), 16)).isEqualTo(credentials.nonceCount());
        assertThat(credentials.response()).matches("[0-9a-f]{" + algorithm.hexDigits() + "}");
        assertThat(credentials.clientNonce()).isNotEmpty();
    }
}
