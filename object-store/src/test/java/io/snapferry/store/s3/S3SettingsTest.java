package io.snapferry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {

    @Test
    void bucketIsInThePathWhenThereIsAnEndpoint() {
        assertThat(S3Settings.bucket("b").build().pathStyle()).isFalse();
        assertThat(S3Settings.bucket("b")
                        .endpoint(URI.create("http://h:1"))
                        .build()
                        .pathStyle())
                .isTrue();
        assertThat(S3Settings.bucket("b")
                        .endpoint(URI.create("http://h:1"))
                        .pathStyle(false)
                        .build()
                        .pathStyle())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, S3Settings.MIN_PART_SIZE_BYTES - 1, S3Settings.MAX_PART_SIZE_BYTES + 1})
    void refusesPartsThatS3OrTheMemoryWouldNotTake(int partSizeBytes) {
        assertThatThrownBy(() ->
                        S3Settings.bucket("b").partSizeBytes(partSizeBytes).build())
                .hasMessageContaining("part size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "host:9000",
                "http:/path",
                "http://user:pass-word@host",
                "http://host/path",
                "http://host?a=b"
            })
    void refusesAnEndpointThatIsMoreThanHostAndPortWithoutRepeatingIt(String endpoint) {
        assertThatThrownBy(() ->
                        S3Settings.bucket("b").endpoint(URI.create(endpoint)).build())
                .hasMessage("an endpoint has the form http://host:port or https://host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a/b", "eu west"})
    void refusesWhatIsNoRegion(String region) {
        assertThatThrownBy(() -> S3Settings.bucket("b").region(region).build()).hasMessageContaining("region");
    }
}
