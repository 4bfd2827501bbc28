package io.snapferry.cli;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

/** What a server's failure means. */
final class MongoFailure {
    private static final String RETRYABLE = "RetryableWriteError";

    private MongoFailure() {}

    /** Whether the same may succeed in a moment: the network failed, or another member becomes primary. */
    static boolean isPassing(Throwable failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || (failure instanceof MongoException known && known.hasErrorLabel(RETRYABLE));
    }

    /** The server's own words, without its address. */
    static String reason(MongoException failure) {
        if (failure instanceof MongoCommandException refused) {
            return refused.getErrorCodeName() + ": " + refused.getErrorMessage();
        }
        if (failure instanceof MongoBulkWriteException refused
                && !refused.getWriteErrors().isEmpty()) {
            return refused.getWriteErrors().get(0).getMessage();
        }
        return String.valueOf(failure.getMessage());
    }
}
