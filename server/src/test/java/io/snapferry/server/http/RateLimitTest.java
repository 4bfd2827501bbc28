package io.snapferry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final String V2_BUCKETS = TestServer.BUCKETS.replace("v1.0", "v2");

    @Test
    void refusesOneRequestTooManyAndSaysHowLong() {
        try (TestServer server = TestServer.limitedTo(3)) {
            DigestClient owner = server.as("owner");
            for (int remaining = 2; remaining >= 0; remaining--) {
                HttpResponse<String> granted = owner.get(V2_BUCKETS, "2024-05-30");
                assertThat(granted.statusCode()).isEqualTo(200);
                assertThat(granted.headers().firstValue("RateLimit-Limit")).contains("3");
                assertThat(granted.headers().firstValue("RateLimit-Remaining")).contains(String.valueOf(remaining));
            }

            HttpResponse<String> refused = owner.get(V2_BUCKETS, "2024-05-30");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("X-Error-Code")).contains("RATE_LIMITED_TOKEN_BUCKET");
            assertThat(refused.headers().firstValue("Retry-After")).contains("20");
            assertThat(refused.headers().firstValue("RateLimit-Remaining")).contains("0");
            assertThat(refused.body()).contains("\"parameters\":[\"" + V2_BUCKETS + "\",\"20\",\"3\",\"3\",\"60\"]");
        }
    }

    @Test
    void refillsEvenly() {
        try (TestServer server = TestServer.limitedTo(3)) {
            DigestClient owner = server.as("owner");
            for (int request = 0; request < 3; request++) {
                owner.get(TestServer.BUCKETS);
            }
            server.clock.advance(Duration.ofSeconds(20));

            assertThat(owner.get(TestServer.BUCKETS).statusCode()).isEqualTo(200);
            assertThat(owner.get(TestServer.BUCKETS).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void countsEachKeyForItself() {
        try (TestServer server = TestServer.limitedTo(1)) {
            assertThat(server.as("owner").get(TestServer.BUCKETS).statusCode()).isEqualTo(200);
            assertThat(server.as("owner").get(TestServer.BUCKETS).statusCode()).isEqualTo(429);
            assertThat(server.as("reader").get(TestServer.BUCKETS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysNothingOfALimitInVersionOne() {
        try (TestServer server = TestServer.limitedTo(1)) {
            HttpResponse<String> granted = server.as("owner").get(TestServer.BUCKETS);

            assertThat(granted.headers().map().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
        }
    }

    @Test
    void countsNobodyWhenThereIsNoLimit() {
        try (TestServer server = TestServer.limitedTo(0)) {
            HttpResponse<String> granted = server.as("owner").get(V2_BUCKETS, "2024-05-30");

            assertThat(granted.statusCode()).isEqualTo(200);
            assertThat(granted.headers().map().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
        }
    }
}
