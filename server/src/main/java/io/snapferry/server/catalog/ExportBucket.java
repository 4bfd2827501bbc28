package io.snapferry.server.catalog;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A registered destination of exports.
 *
 * @param id the {@code _id}
 * @param project that may export to it
 * @param bucketName as the store knows it; for a folder the sub-folder's name
 * @param storeAccess how it is reached, the {@code iamRoleId}
 * @param createdAt whole seconds
 */
public record ExportBucket(
        Id<ExportBucket> id, Id<Project> project, String bucketName, Id<StoreAccess> storeAccess, Instant createdAt) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,255}");

    /**
     * Whether the text can be a bucket's name: of S3 (also of the first years, when capitals and 255 characters were allowed),
     * or of a folder directly below a root.
     */
    public static boolean isValidBucketName(String name) {
        return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
