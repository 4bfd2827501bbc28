package io.snapferry.store.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ObjectKey;
import io.snapferry.store.ObjectStoreException;
import io.snapferry.store.ObjectWriter;
import io.snapferry.store.ReadableObjectStoreContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ReadableObjectStoreContractTest {
    @TempDir
    private Path outside;

    private Path root;
    private FolderObjectStore store;

    @BeforeEach
    void open() {
        root = outside.resolve("the bucket");
        store = new FolderObjectStore(root);
    }

    /** The folder is created by the first write, but the contract lists before it. */
    @Override
    protected FolderObjectStore store() throws IOException {
        Files.createDirectories(root);
        return store;
    }

    @Test
    void objectIsAFileBelowTheRoot() throws IOException {
        store().put(new ObjectKey("a/b/c.json.gz"), TEXT, bytes("content"));

        assertThat(root.resolve("a/b/c.json.gz")).hasContent("content");
    }

    @Test
    void firstWriteCreatesTheRoot() throws IOException {
        store.put(new ObjectKey("a"), TEXT, bytes("x"));

        assertThat(root.resolve("a")).exists();
    }

    @Test
    void firstWriteCreatesWhatIsAboveTheRoot() throws IOException {
        FolderObjectStore deep = new FolderObjectStore(outside.resolve("missing/too/root"));

        deep.put(new ObjectKey("a"), TEXT, bytes("x"));

        assertThat(outside.resolve("missing/too/root/a")).exists();
    }

    @Test
    void refusesARootBelowAFile() throws IOException {
        Files.write(outside.resolve("file"), bytes("x"));
        FolderObjectStore below = new FolderObjectStore(outside.resolve("file/too/root"));

        assertRefused("NotADirectory", () -> below.put(new ObjectKey("a"), TEXT, bytes("x")));
    }

    @Test
    void readingDoesNotCreateTheRoot() {
        assertMissing("a", store);
        assertRefused("NoSuchFile", () -> store.list("", object -> {}));

        assertThat(root).doesNotExist();
    }

    @Test
    void rootMayBeALink() throws IOException {
        Path real = Files.createDirectory(outside.resolve("real"));
        Files.createSymbolicLink(root, real);

        store.put(new ObjectKey("a/b"), TEXT, bytes("x"));

        assertThat(real.resolve("a/b")).hasContent("x");
        assertThat(contentOf("a/b")).isEqualTo(bytes("x"));
        assertThat(listed("a/")).hasSize(1);
    }

    @Test
    void refusesADirectoryThatIsALinkOutOfTheRoot() throws IOException {
        Path elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret"), "not ours");
        store();
        Files.createSymbolicLink(root.resolve("link"), elsewhere);

        assertRefused("SymbolicLink", () -> store.put(new ObjectKey("link/object"), TEXT, bytes("x")));
        assertRefused("SymbolicLink", () -> store.put(new ObjectKey("link/deeper/object"), TEXT, bytes("x")));
        assertRefused("SymbolicLink", () -> store.read(new ObjectKey("link/secret")));
        assertThat(listed("")).isEmpty();
        assertThat(elsewhere.toFile().list()).containsExactly("secret");
    }

    @Test
    void refusesALinkThatTookTheTemporaryDirectorysPlace() throws IOException {
        Path elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
        store();
        Files.createSymbolicLink(root.resolve(FolderObjectStore.TEMPORARY), elsewhere);

        assertRefused("SymbolicLink", () -> store.begin(new ObjectKey("object"), TEXT));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void replacesALinkInsteadOfWritingThroughIt() throws IOException {
        Path victim = Files.writeString(outside.resolve("victim"), "untouched");
        store();
        Files.createSymbolicLink(root.resolve("object"), victim);

        assertRefused("SymbolicLink", () -> store.read(new ObjectKey("object")));
        store.put(new ObjectKey("object"), TEXT, bytes("new"));

        assertThat(victim).hasContent("untouched");
        assertThat(root.resolve("object")).hasContent("new").isRegularFile();
    }

    @Test
    void refusesAFileWhereADirectoryIsNeeded() throws IOException {
        store().put(new ObjectKey("a"), TEXT, bytes("x"));

        assertRefused("NotADirectory", () -> store.put(new ObjectKey("a/b"), TEXT, bytes("x")));
        assertThat(unfinishedFiles()).isEmpty();
    }

    @Test
    void refusesADirectoryWhereAFileIsNeeded() throws IOException {
        store().put(new ObjectKey("a/b"), TEXT, bytes("x"));

        assertRefused("IsADirectory", () -> store.put(new ObjectKey("a"), TEXT, bytes("x")));
        assertThat(unfinishedFiles()).isEmpty();
    }

    @Test
    void refusesANameLongerThanTheFileSystemTakes() {
        String name = "n".repeat(256);

        assertRefused("FileNameTooLong", () -> store.put(new ObjectKey(name), TEXT, bytes("x")));
        assertRefused("FileNameTooLong", () -> store.put(new ObjectKey(name + "/a"), TEXT, bytes("x")));
    }

    @Test
    void takesTheLongestNameThatTheFileSystemTakes() throws IOException {
        String name = "n".repeat(255);

        store().put(new ObjectKey(name), TEXT, bytes("x"));

        assertThat(contentOf(name)).isEqualTo(bytes("x"));
    }

    @Test
    void refusesKeysAmongTheUnfinishedFiles() {
        assertRefused("ReservedName", () -> store.begin(new ObjectKey(".snapferry-tmp"), TEXT));
        assertRefused("ReservedName", () -> store.begin(new ObjectKey(".snapferry-tmp/a"), TEXT));
    }

    @Test
    void fileLeftByAKilledProcessIsNoObject() throws IOException {
        store();
        Files.createDirectory(root.resolve(FolderObjectStore.TEMPORARY));
        Files.writeString(root.resolve(FolderObjectStore.TEMPORARY).resolve("left.tmp"), "half");

        assertThat(listed("")).isEmpty();
        assertThat(listed(".snapferry-tmp/")).isEmpty();
    }

    @Test
    void directoryDeletedDuringTheRunIsMadeAgain() throws IOException {
        store().put(new ObjectKey("a/b/one"), TEXT, bytes("x"));
        Files.delete(root.resolve("a/b/one"));
        Files.delete(root.resolve("a/b"));
        Files.delete(root.resolve("a"));
        Files.delete(root.resolve(FolderObjectStore.TEMPORARY));

        store.put(new ObjectKey("a/b/two"), TEXT, bytes("x"));

        assertThat(root.resolve("a/b/two")).exists();
    }

    @Test
    void failedCommitLeavesNothingBehind() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("a"), TEXT)) {
            writer.write(bytes("x"), 0, 1);
            Files.createDirectory(root.resolve("a"));
            assertRefused("IsADirectory", writer::commit);
        }

        assertThat(unfinishedFiles()).isEmpty();
    }

    @Test
    void locationIsAUrlWithoutASlashAtItsEnd() throws IOException {
        assertThat(store.location()).endsWith("/the%20bucket").startsWith("file:///");
        assertThat(store().location()).endsWith("/the%20bucket");
    }

    private List<Path> unfinishedFiles() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(FolderObjectStore.TEMPORARY))) {
            return files.toList();
        }
    }

    private static void assertMissing(String key, FolderObjectStore store) {
        assertThatThrownBy(() -> store.read(new ObjectKey(key)))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.isMissing()).isTrue());
    }

    private static void assertRefused(String storeCode, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ObjectStoreException.class, e -> {
            assertThat(e.storeCode()).isEqualTo(storeCode);
            assertThat(e.isRetryable()).isFalse();
        });
    }
}
