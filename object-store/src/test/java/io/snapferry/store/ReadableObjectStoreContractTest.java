package io.snapferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.store.ReadableObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store that can be read back does alike. */
public abstract class ReadableObjectStoreContractTest extends ObjectStoreContractTest {

    @Override
    protected abstract ReadableObjectStore store() throws IOException;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "exported_snapshots/5f/60/cluster/2021-03-27T1409/1620139419/db/coll/shard-0.0.json.gz",
                "a b/c+d",
                "percent%2Fencoded%25",
                "Üñí/çødé/日本語/🚢",
                "dot.files/.complete",
                "quotes\"'`/<tag>&amp;/{x}[y]|^~#?=;:@,$!()*",
                "back\\slash",
            })
    void readsBackWhatWasWrittenUnderAnyKey(String key) throws IOException {
        store().put(new ObjectKey(key), TEXT, bytes("content of " + key));

        assertThat(contentOf(key)).isEqualTo(bytes("content of " + key));
        assertThat(listed("")).contains(new StoredObject(key, bytes("content of " + key).length));
    }

    @Test
    void deletesAnObjectAndNoOther() throws IOException {
        store().put(new ObjectKey("a/gone"), TEXT, bytes("x"));
        store().put(new ObjectKey("a/gone-stays"), TEXT, bytes("y"));

        store().delete(new ObjectKey("a/gone"));

        assertMissing("a/gone");
        assertThat(contentOf("a/gone-stays")).isEqualTo(bytes("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "never/there", "a"})
    void deletingWhatIsNotThereIsNoError(String key) throws IOException {
        store().put(new ObjectKey("a/stays"), TEXT, bytes("y"));

        store().delete(new ObjectKey(key));

        assertThat(contentOf("a/stays")).isEqualTo(bytes("y"));
    }

    @Test
    void writerKeepsItsOwnCopyOfTheBytes() throws IOException {
        byte[] reused = bytes("before");
        try (ObjectWriter writer = store().begin(new ObjectKey("copied"), TEXT)) {
            writer.write(reused, 0, reused.length);
            reused[0] = '!';
            writer.commit();
        }

        assertThat(contentOf("copied")).isEqualTo(bytes("before"));
    }

    @Test
    void objectIsNotThereBeforeItsCommit() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("later"), TEXT)) {
            writer.write(bytes("x"), 0, 1);

            assertMissing("later");
            assertThat(listed("")).isEmpty();
        }
    }

    @Test
    void droppedObjectLeavesNothing() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("never"), TEXT)) {
            writer.write(bytes("x"), 0, 1);
        }

        assertMissing("never");
        assertThat(listed("")).isEmpty();
    }

    @Test
    void droppedObjectLeavesTheOneThatWasThere() throws IOException {
        store().put(new ObjectKey("kept"), TEXT, bytes("old"));
        try (ObjectWriter writer = store().begin(new ObjectKey("kept"), TEXT)) {
            writer.write(bytes("new"), 0, 3);
        }

        assertThat(contentOf("kept")).isEqualTo(bytes("old"));
    }

    @Test
    void writingAKeyAgainReplacesTheObject() throws IOException {
        store().put(new ObjectKey("twice"), TEXT, bytes("a long first version"));
        store().put(new ObjectKey("twice"), TEXT, bytes("second"));

        assertThat(contentOf("twice")).isEqualTo(bytes("second"));
    }

    @Test
    void missingObjectIsReportedAsMissing() throws IOException {
        store().put(new ObjectKey("directory/object"), TEXT, bytes("x"));

        assertMissing("no/such/object");
        assertMissing("directory");
    }

    @Test
    void listsByPrefixOfTheKeyNotOfTheDirectory() throws IOException {
        for (String key : List.of("a/b", "a/bc/d", "a/c", "ab", "b")) {
            store().put(new ObjectKey(key), TEXT, bytes(key));
        }

        assertThat(listed("a/b")).containsExactly(new StoredObject("a/b", 3), new StoredObject("a/bc/d", 6));
        assertThat(listed("a/")).extracting(StoredObject::key).containsExactly("a/b", "a/bc/d", "a/c");
        assertThat(listed("a")).extracting(StoredObject::key).containsExactly("a/b", "a/bc/d", "a/c", "ab");
        assertThat(listed("z/y")).isEmpty();
        assertThat(listed("a/b/")).isEmpty();
        assertThat(listed("a/../b")).isEmpty();
    }

    @Test
    void objectsWrittenAtTheSameTimeDoNotMix() throws Exception {
        ReadableObjectStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<PutReceipt>> puts = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                byte[] content = randomBytes(i, 10_000 + i);
                ObjectKey key = new ObjectKey("many/directories/of-" + i % 4 + "/" + i);
                puts.add(() -> store.put(key, TEXT, content));
            }
            for (Future<PutReceipt> put : threads.invokeAll(puts)) {
                PutReceipt receipt = put.get();
                assertThat(receipt.sha256Hex())
                        .isEqualTo(sha256(contentOf(receipt.key().value())));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(listed("many/")).hasSize(32);
    }

    @Test
    void streamCanBeClosedBeforeItsEnd() throws IOException {
        store().put(new ObjectKey("large"), TEXT, randomBytes(1, 1 << 20));

        try (InputStream in = store().read(new ObjectKey("large"))) {
            assertThat(in.read()).isEqualTo(randomBytes(1, 1)[0] & 0xff);
        }

        assertThat(contentOf("large")).hasSize(1 << 20);
    }

    protected byte[] contentOf(String key) throws IOException {
        try (InputStream in = store().read(new ObjectKey(key))) {
            return in.readAllBytes();
        }
    }

    protected List<StoredObject> listed(String prefix) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        store().list(prefix, objects::add);
        objects.sort((left, right) -> left.key().compareTo(right.key()));
        return objects;
    }

    protected void assertMissing(String key) {
        assertThatThrownBy(() -> contentOf(key))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.isMissing()).isTrue());
    }

    protected static byte[] randomBytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
