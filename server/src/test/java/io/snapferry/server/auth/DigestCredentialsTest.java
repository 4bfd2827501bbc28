package io.snapferry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.catalog.DigestAlgorithm;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestCredentialsTest {
    private static final String GOOD =
            "Digest username=\"u\", realm=\"MMS Public API\", nonce=\"n\", uri=\"/a?b=c,d\", response=\"0123456789abcdef0123456789ABCDEF\","
                    + " algorithm=\"MD5\", qop=auth, nc=0000000a, cnonce=\"x\"";

    @Test
    void readsQuotedAndUnquotedParameters() {
        DigestCredentials credentials = parse(GOOD).orElseThrow();

        assertThat(credentials)
                .isEqualTo(new DigestCredentials(
                        "u",
                        "MMS Public API",
                        "n",
                        "/a?b=c,d",
                        "0123456789abcdef0123456789abcdef",
                        "0000000a",
                        10,
                        "x"));
    }

    @Test
    void readsEscapesOddSpaceAndParametersItDoesNotKnow() {
        String header = GOOD.replace("username=\"u\",", "username = \"q\\\"\\\\\" ,\t something=else,")
                .replace("Digest", "dIGEST");

        assertThat(parse(header).orElseThrow().username()).isEqualTo("q\"\\");
    }

    @Test
    void takesMd5ForGrantedWhenNoAlgorithmIsNamed() {
        assertThat(parse(GOOD.replace("algorithm=\"MD5\", ", ""))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=\"u\"|username=\"u",
                "username=\"u\"|username=\"u\" \"v\"",
                "username=\"u\"|username=\"u\\",
                "username=\"u\"|username=\"u\u0000\"",
                "username=\"u\"|username=\"u\", username=\"v\"",
                "username=\"u\"|username*=UTF-8''u",
                "username=\"u\"|username=\"u\", userhash=true",
                "username=\"u\",|",
                "algorithm=\"MD5\"|algorithm=MD5-sess",
                "algorithm=\"MD5\"|algorithm=SHA-256",
                "qop=auth|qop=auth-int",
                "qop=auth, |",
                "nc=0000000a|nc=00000000",
                "nc=0000000a|nc=a",
                "nc=0000000a|nc=-000000a",
                "nc=0000000a|nc=0000000g",
                "nc=0000000a, |",
                "cnonce=\"x\"|cnonce=\"\"",
                ", cnonce=\"x\"|",
                "0123456789abcdef0123456789ABCDEF|0123",
                "Digest |Basic ",
                "Digest |Digest",
                "Digest |Digest =, ",
                "Digest |Digest ,,, "
            })
    void refusesWhatIsMalformedOrWasNotOffered(String replacement) {
        String old = replacement.substring(0, replacement.indexOf('|'));
        String header = GOOD.replace(old, replacement.substring(replacement.indexOf('|') + 1));

        assertThat(header).isNotEqualTo(GOOD);
        assertThat(parse(header)).isEmpty();
    }

    @Test
    void refusesAHeaderThatIsTooLong() {
        assertThat(parse(GOOD + ", a=\"" + "x".repeat(DigestCredentials.MAX_LENGTH) + "\""))
                .isEmpty();
    }

    @Test
    void refusesAHeaderWithTooManyParameters() {
        StringBuilder header = new StringBuilder(GOOD);
        for (int i = 0; i < 100; i++) {
            header.append(", p").append(i).append("=1");
        }

        assertThat(parse(header.toString())).isEmpty();
    }

    @Test
    void endsForAnyDamageToAHeader() {
        Random random = new Random(7616);
        String alphabet = "\"\\,= \tabc\u0000\u00ff*/;";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder header = new StringBuilder(GOOD);
            for (int damage = random.nextInt(6); damage >= 0; damage--) {
                int position = random.nextInt(header.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> header.setCharAt(position, c);
                    case 1 -> header.insert(position, c);
                    default -> header.setLength(position + 1);
                }
            }
            parse(header.toString())
                    .ifPresent(credentials -> assertThat(credentials.response()).matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void readsASignatureOfTheAlgorithmThatWasAskedForOnly() {
        String header = GOOD.replace("\"MD5\"", "SHA-256").replace("0123456789ABCDEF", "0123456789abcdef".repeat(3));

        assertThat(DigestCredentials.parse(header, DigestAlgorithm.SHA_256)).isPresent();
        assertThat(parse(header)).isEmpty();
        assertThat(DigestCredentials.parse(GOOD, DigestAlgorithm.SHA_256)).isEmpty();
        assertThat(DigestCredentials.parse(header.replace("algorithm=SHA-256, ", ""), DigestAlgorithm.SHA_256))
                .isEmpty();
    }

    private static Optional<DigestCredentials> parse(String header) {
        return DigestCredentials.parse(header, DigestAlgorithm.MD5);
    }
}
