package io.snapferry.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snapferry.source.Namespace;
import org.junit.jupiter.api.Test;

class ExportLayoutTest {
    private final ExportLayout layout =
            new ExportLayout(new ExportPrefix("exported_snapshots/o/p/c/2021-03-27T1409/1"));

    @Test
    void chunksCountBehindTheReplicaSet() {
        assertThat(layout.chunk(new Namespace("shop", "orders"), "rs-0", 12).value())
                .isEqualTo("exported_snapshots/o/p/c/2021-03-27T1409/1/shop/orders/rs-0.12.json.gz");
    }

    @Test
    void namesStayReadableAndCannotChangeTheShapeOfTheKey() {
        assertThat(layout.metadata(new Namespace("d b", "Grüße/☕ 100%\n")).value())
                .isEqualTo("exported_snapshots/o/p/c/2021-03-27T1409/1/d b/Grüße%2F☕ 100%25%0A/metadata.json");
        assertThat(layout.metadata(new Namespace("db", "..")).value())
                .isEqualTo("exported_snapshots/o/p/c/2021-03-27T1409/1/db/%2E%2E/metadata.json");
    }

    @Test
    void aKeyThatS3WouldRefuseIsRefused() {
        Namespace tooLong = new Namespace("db", "x".repeat(1000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.metadata(tooLong))
                .withMessageContaining("1024");
    }
}
