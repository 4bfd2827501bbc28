package io.snapferry.source.datadirectory.oplog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.bson.BsonFormatException;
import io.snapferry.bson.DocumentValidator;
import java.util.Arrays;

/**
 * Any bytes as a document and an update of the oplog, one behind the other, both valid BSON as what is applied was
 * checked before: refused, or a document.
 */
class UpdateFuzzTest {
    @FuzzTest
    void update(byte[] bytes) throws BsonFormatException {
        for (int at = 5; at <= bytes.length - 5; at++) {
            byte[] document = Arrays.copyOf(bytes, at);
            byte[] update = Arrays.copyOfRange(bytes, at, bytes.length);
            if (isValid(document) && isValid(update)) {
                apply(document, update);
            }
        }
    }

    private static void apply(byte[] document, byte[] update) throws BsonFormatException {
        byte[] updated;
        try {
            updated = Update.apply(document, update);
        } catch (UnappliableException refused) {
            return;
        }
        DocumentValidator.validate(updated, 0, updated.length);
    }

    private static boolean isValid(byte[] document) {
        try {
            DocumentValidator.validate(document, 0, document.length);
            return true;
        } catch (BsonFormatException e) {
            return false;
        }
    }
}
