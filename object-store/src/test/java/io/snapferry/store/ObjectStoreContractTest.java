package io.snapferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What every store does alike. */
public abstract class ObjectStoreContractTest {
    protected static final String TEXT = "text/plain";

    /** The store under test, empty; opened and closed by the subclass. */
    protected abstract ObjectStore store() throws IOException;

    @Test
    void receiptHasSizeAndDigestOfWhatWasWritten() throws IOException {
        byte[] content = bytes("one line\n");

        PutReceipt receipt = store().put(new ObjectKey("a/b.txt"), TEXT, content);

        assertThat(receipt).isEqualTo(new PutReceipt(new ObjectKey("a/b.txt"), content.length, sha256(content)));
    }

    @Test
    void emptyObjectHasAReceiptToo() throws IOException {
        PutReceipt receipt = store().put(new ObjectKey("empty"), TEXT, new byte[0]);

        assertThat(receipt).isEqualTo(new PutReceipt(new ObjectKey("empty"), 0, sha256(new byte[0])));
    }

    @Test
    void writesOnlyTheRangeItIsGiven() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("range"), TEXT)) {
            writer.write(bytes("[one]"), 1, 3);
            writer.write(bytes("ignored"), 0, 0);
            writer.write(bytes("[two]"), 1, 3);

            assertThat(writer.commit().sha256Hex()).isEqualTo(sha256(bytes("onetwo")));
        }
    }

    @Test
    void nothingCanBeWrittenAfterTheCommit() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("done"), TEXT)) {
            writer.commit();

            assertThatThrownBy(() -> writer.write(bytes("x"), 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void commitsOnlyOnce() throws IOException {
        try (ObjectWriter writer = store().begin(new ObjectKey("once"), TEXT)) {
            writer.commit();

            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void droppedObjectCannotBeCommitted() throws IOException {
        ObjectWriter writer = store().begin(new ObjectKey("dropped"), TEXT);
        writer.close();
        writer.close();

        assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void permissionCheckWritesItsObject() throws IOException {
        PermissionCheck.run(store());

        assertThat(PermissionCheck.KEY.value()).isEqualTo("exported_snapshots/.permissioncheck");
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
