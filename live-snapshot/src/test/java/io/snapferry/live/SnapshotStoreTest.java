package io.snapferry.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How snapshots appear in a store and vanish from it. */
class SnapshotStoreTest {
    private static final byte[] RECORD = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private SnapshotStore store;

    @BeforeEach
    void open() {
        store = new SnapshotStore(folder.resolve("snapshots"));
    }

    private void publish(String name) throws IOException {
        try (SnapshotStore.Unfinished unfinished = store.begin(name)) {
            Files.createDirectories(unfinished.dump().resolve("shop"));
            Files.writeString(unfinished.dump().resolve("shop/orders.bson"), "");
            unfinished.publish(RECORD);
        }
    }

    @Test
    void aSnapshotAppearsWhenItIsPublished() throws Exception {
        publish("a");

        assertThat(store.dump("a").resolve("shop/orders.bson")).exists();
        assertThat(store.record("a")).hasBinaryContent(RECORD);
    }

    @Test
    void aSnapshotThatIsNotPublishedLeavesNothing() throws Exception {
        try (SnapshotStore.Unfinished unfinished = store.begin("a")) {
            Files.createDirectories(unfinished.dump().resolve("shop"));
        }

        PublishedDump.assertNothingIsLeft(folder.resolve("snapshots"));
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        publish("a");

        assertThatThrownBy(() -> store.begin("a")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void refusesANameThatIsBeingWritten() throws Exception {
        try (SnapshotStore.Unfinished first = store.begin("a")) {
            assertThatThrownBy(() -> store.begin("a")).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(first.dump().getParent()).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", ".unfinished-a", "-a", "a b", "a\\b"})
    void refusesANameThatLeadsElsewhere(String name) {
        assertThatThrownBy(() -> store.begin(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void removesWhatAKilledProcessLeftAndNothingElse() throws Exception {
        publish("a");
        Path leftover = store.begin("b").dump();
        Files.createDirectories(leftover.resolve("shop"));

        assertThat(store.removeLeftovers()).containsExactly(".unfinished-b");

        assertThat(leftover.getParent()).doesNotExist();
        assertThat(store.dump("a")).exists();
    }

    @Test
    void deletesASnapshotOnce() throws Exception {
        publish("a");

        store.delete("a");

        PublishedDump.assertNothingIsLeft(folder.resolve("snapshots"));
        assertThatThrownBy(() -> store.delete("a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aStoreThatDoesNotExistHasNoLeftovers() throws Exception {
        assertThat(store.removeLeftovers()).isEmpty();
    }
}
