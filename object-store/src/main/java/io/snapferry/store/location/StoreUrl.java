package io.snapferry.store.location;

import io.snapferry.store.ObjectStore;
import io.snapferry.store.ReadableObjectStore;
import io.snapferry.store.discard.DiscardingObjectStore;
import io.snapferry.store.folder.FolderObjectStore;
import io.snapferry.store.s3.S3ObjectStore;
import io.snapferry.store.s3.S3Patience;
import io.snapferry.store.s3.S3Settings;
import java.nio.file.Path;

/**
 * A place for exports.
 *
 * <pre>
 * s3://bucket  s3://bucket/key/prefix      the prefix as it is in the bucket, nothing is decoded
 * file:///dir  file:/dir  file://localhost/dir   percent-encoded as in any URL; a space may also stand for itself
 * null:                                    takes everything, keeps nothing
 * dir                                      a plain path, only where a location is asked for
 * </pre>
 */
public sealed interface StoreUrl {

    /**
     * Opens the store, without a request to it.
     *
     * @param options used for S3 only
     * @throws IllegalArgumentException naming an option that is wrong
     */
    ObjectStore open(S3Options options);

    /**
     * Part of a bucket of S3 or of a store that speaks its protocol.
     *
     * @param bucket its name
     * @param keyPrefix of the part, without slashes at either end; empty for the whole bucket
     */
    record S3(String bucket, String keyPrefix) implements StoreUrl {
        @Override
        public ReadableObjectStore open(S3Options options) {
            S3Settings.Builder settings = S3Settings.bucket(bucket);
            options.endpoint().ifPresent(settings::endpoint);
            options.region().ifPresent(settings::region);
            options.pathStyle().ifPresent(settings::pathStyle);
            return new S3ObjectStore(settings.build(), S3Patience.DEFAULT, options.activity());
        }
    }

    /**
     * A folder on disk.
     *
     * @param path absolute and normalized
     */
    record Folder(Path path) implements StoreUrl {
        @Override
        public ReadableObjectStore open(S3Options options) {
            return new FolderObjectStore(path);
        }
    }

    /** Nowhere. */
    record Discard() implements StoreUrl {
        @Override
        public ObjectStore open(S3Options options) {
            return new DiscardingObjectStore();
        }
    }

    /**
     * Reads the URL of a place to write to.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    static StoreUrl parse(String text) {
        return StoreUrlParser.parse(text);
    }

    /**
     * Reads a place to read from, which may also be a plain path.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    static StoreUrl parseLocation(String text) {
        return StoreUrlParser.parseLocation(text);
    }
}
