package io.snapferry.store.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://bucket | bucket | ''",
                "s3://bucket/ | bucket | ''",
                "s3://My_bucket.2/ | My_bucket.2 | ''",
                "s3://bucket/exported_snapshots/5f/60 | bucket | exported_snapshots/5f/60",
                "s3://bucket/a b/c%2Fd+e/ | bucket | a b/c%2Fd+e",
            })
    void readsABucketWithItsPrefixAsItIs(String text, String bucket, String keyPrefix) {
        assertThat(StoreUrl.parse(text)).isEqualTo(new StoreUrl.S3(bucket, keyPrefix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:///dir/sub | /dir/sub",
                "file:///dir/ | /dir",
                "file:/dir | /dir",
                "file://localhost/dir | /dir",
                "file:/// | /",
                "file:///with%20space and space | /with space and space",
                "file:///%C3%BC+%25 | /ü+%",
                "file:///a/../b | /b",
            })
    void readsAFolder(String text, String path) {
        assertThat(StoreUrl.parse(text)).isEqualTo(new StoreUrl.Folder(Path.of(path)));
    }

    @Test
    void readsTheStoreThatKeepsNothing() {
        assertThat(StoreUrl.parse("null:")).isEqualTo(new StoreUrl.Discard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bucket",
                "/dir",
                "gs://bucket",
                "s3:bucket",
                "S3://bucket",
                "s3://",
                "s3:///key",
                "s3://b",
                "s3://bucket:9000/x",
                "s3://bucket?region=x",
                "s3://bucket//a",
                "s3://bucket/a//b",
                "file:",
                "file://",
                "file:relative",
                "file://host/dir",
                "file:///100%",
                "file:///%zz",
                "file:///%ff",
                "file:///%00",
                "null:x",
                "null",
            })
    void refusesAnythingElseInOneLine(String text) {
        assertThatThrownBy(() -> StoreUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n")
                .message()
                .isNotEmpty();
    }

    @Test
    void namesWhatIsAllowed() {
        assertThatThrownBy(() -> StoreUrl.parse("ftp://host/dir"))
                .hasMessage("not the URL of a bucket: ftp://host/dir; allowed are s3://bucket, file:///dir and null:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://AKIA:pass-word@bucket", "s3a://AKIA:pass-word@bucket", "file://u:pass-word@host/dir"})
    void doesNotRepeatAPassword(String text) {
        assertThatThrownBy(() -> StoreUrl.parse(text)).hasMessageNotContaining("pass-word");
    }

    @Test
    void locationMayBeAPlainPath() {
        assertThat(StoreUrl.parseLocation("/dir/exported_snapshots"))
                .isEqualTo(new StoreUrl.Folder(Path.of("/dir/exported_snapshots")));
        assertThat(StoreUrl.parseLocation("some where%20"))
                .isEqualTo(new StoreUrl.Folder(Path.of("some where%20").toAbsolutePath()));
        assertThat(StoreUrl.parseLocation("s3://bucket/a")).isEqualTo(new StoreUrl.S3("bucket", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gs://bucket/x", "s3:bucket"})
    void locationWithAnotherSchemeIsNoPath(String text) {
        assertThatThrownBy(() -> StoreUrl.parseLocation(text)).hasMessageContaining("allowed are");
    }

    @Test
    void opensTheStoreThatIsNamed() throws Exception {
        try (var s3 = StoreUrl.parse("s3://bucket/a").open(S3Options.NONE);
                var folder = StoreUrl.parse("file:///dir%20x").open(S3Options.NONE);
                var discard = StoreUrl.parse("null:").open(S3Options.NONE)) {
            assertThat(s3.location()).isEqualTo("s3://bucket");
            assertThat(folder.location()).isEqualTo("file:///dir%20x");
            assertThat(discard.location()).isEqualTo("null:");
        }
    }
}
