package io.snapferry.store.discard;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreContractTest;
import io.snapferry.store.ObjectWriter;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiscardingObjectStoreTest extends ObjectStoreContractTest {
    private final DiscardingObjectStore store = new DiscardingObjectStore();

    @Override
    protected DiscardingObjectStore store() {
        return store;
    }

    @Test
    void countsCommittedObjectsOnly() throws IOException {
        store.put(new ObjectKey("a"), TEXT, bytes("12345"));
        store.put(new ObjectKey("a"), TEXT, bytes("123"));
        try (ObjectWriter dropped = store.begin(new ObjectKey("b"), TEXT)) {
            dropped.write(bytes("1"), 0, 1);
        }

        assertThat(store.objectCount()).isEqualTo(2);
        assertThat(store.sizeBytes()).isEqualTo(8);
    }

    @Test
    void isCalledAsItIsWritten() {
        assertThat(store.location()).isEqualTo("null:");
    }
}
