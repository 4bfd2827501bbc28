package io.snapferry.source.datadirectory;

import io.snapferry.wiredtiger.block.BlockAddress;
import io.snapferry.wiredtiger.directory.Checkpoint;
import io.snapferry.wiredtiger.directory.DataDirectory;
import io.snapferry.wiredtiger.directory.JournalState;
import io.snapferry.wiredtiger.directory.TableFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells two states of a directory apart without reading the data. The address of a tree's root has the checksum of that
 * page, which has those of the pages below, and so on: so the roots of all tables stand for everything in the checkpoint. What
 * the journal adds is known by where it begins and ends.
 */
final class DirectoryIdentity {
    private static final String ALGORITHM = "SHA-256";

    private DirectoryIdentity() {}

    /**
     * 64 hex digits.
     *
     * @param appliedUpTo the entry of the oplog as of which collections are read, if entries were applied
     */
    static String of(DataDirectory directory, Optional<String> appliedUpTo) {
        MessageDigest digest = digest();
        for (TableFile file : directory.files()) {
            add(digest, file.name());
            add(digest, file.checkpoint().map(DirectoryIdentity::text).orElse(""));
        }
        add(digest, journal(directory.journal()));
        add(digest, directory.readPoint().stableTimestamp().toString());
        appliedUpTo.ifPresent(entry -> add(digest, entry));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String text(Checkpoint checkpoint) {
        BlockAddress root = checkpoint.root();
        return checkpoint.order() + " " + root.offset() + " " + root.sizeBytes() + " " + root.checksum();
    }

    private static String journal(JournalState state) {
        return state instanceof JournalState.Replayed replayed
                ? replayed.start() + " " + replayed.end() + " " + replayed.changeCount()
                : "";
    }

    /** Ended by a byte that no text has, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
