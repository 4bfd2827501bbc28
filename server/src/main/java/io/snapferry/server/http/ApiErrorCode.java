package io.snapferry.server.http;

import java.util.List;

/**
 * Every error code of the API. Codes and statuses are Atlas's where Atlas has one for the situation; the texts are our own.
 * {@code docs/errors.md} lists them all.
 */
public enum ApiErrorCode {
    ACCESS_FORBIDDEN(403, "The API key or service account has no role that allows this."),
    API_KEY_NOT_FOUND(404, "No API key with ID {0} exists in organization {1}."),
    BACKUP_SNAPSHOT_RETENTION_VALUE_INVALID(400, "The retention value {0} is not 1 to {1}."),
    CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS(409, "The group {0} cannot be deleted while it has clusters."),
    CANNOT_DELETE_CLUSTER_ACTIVE_EXPORT(
            409, "The cluster {0} cannot be deleted while an unfinished export job reads it.", Origin.OURS),
    CANNOT_DELETE_IN_PROGRESS_SNAPSHOT(
            400, "The snapshot {0} cannot be deleted while it is being taken or an unfinished export job reads it."),
    CANNOT_MODIFY_IN_PROGRESS_SNAPSHOT_RETENTION(
            400, "The retention of the snapshot {0} cannot be changed while it is being taken."),
    CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API(400, "The cluster {0} is not a flex cluster."),
    CATALOG_UNAVAILABLE(503, "The server cannot use its catalog now: {0}.", Origin.OURS),
    CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED(400, "The cloud provider access role {0} has not been authorized yet."),
    CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND(404, "No store access with ID {0} exists in group {1}."),
    CLOUD_PROVIDER_NOT_SUPPORTED(
            400,
            "Buckets of {0} are not supported by this server; register the store that reaches the bucket and use AWS.",
            Origin.OURS),
    CLUSTER_NAME_INVALID(
            400, "The cluster name {0} is not 1 to 64 letters, digits and dashes that begin with a letter or digit."),
    CLUSTER_NOT_CONNECTED(
            400,
            "The cluster {0} has no connection string, so no snapshot of it can be taken; existing backups can be registered.",
            Origin.OURS),
    CLUSTER_NOT_FOUND(404, "No cluster named {0} exists in group {1}."),
    CONNECTION_STRING_FORBIDDEN(
            403, "Connection strings can only be given in the configuration file of this server.", Origin.OURS),
    DRY_RUN_TOO_LONG(400, "The snapshot {0} could not be planned within {1} seconds.", Origin.OURS),
    DUPLICATE_CLUSTER_NAME(400, "A cluster named {0} already exists in group {1}."),
    EXPORT_BUCKET_DELETE_FAILED_BUCKET_IN_USE(
            400,
            "The export bucket {0} cannot be deleted while an unfinished export job or a backup schedule writes to it."),
    EXPORT_BUCKET_NAME_INVALID(
            400,
            "The bucket name {0} is not 3 to 63 letters, digits, dots, dashes and underscores that begin with a letter or digit."),
    EXPORT_BUCKET_NOT_FOUND(404, "No export bucket with ID {0} exists in group {1}."),
    EXPORT_BUCKET_NOT_WRITABLE(400, "The bucket {0} cannot be written: {2}", Origin.OURS),
    EXPORT_NOT_CANCELLABLE(409, "The export job {0} cannot be cancelled any more: {1}.", Origin.OURS),
    GROUP_ALREADY_EXISTS(409, "A group named {0} already exists."),
    GROUP_NAME_NOT_FOUND(404, "No group named {0} exists."),
    GROUP_NOT_FOUND(404, "No group with ID {0} exists."),
    IDEMPOTENCY_KEY_INVALID(400, "The header Idempotency-Key is invalid: {0}.", Origin.OURS),
    IDEMPOTENCY_KEY_REUSED(
            409, "The idempotency key {0} belongs to another request, which made the export job {1}.", Origin.OURS),
    INVALID_ATTRIBUTE(400, "The attribute {0} is invalid: {1}."),
    INVALID_BACKUP_POLICY(400, "The backup policy is invalid: {0}."),
    INVALID_ENUM_VALUE(400, "The attribute {0} has the value {1}, which is not one of {2}."),
    INVALID_JSON(400, "The request body is not what was expected: {0}."),
    INVALID_JSON_ATTRIBUTE(400, "The JSON of the attribute {0} is not what was expected: {1}."),
    INVALID_PATH_PARAMETER(400, "The path parameter {0} is invalid: {1}."),
    INVALID_POLICY_ID(400, "The policy {0} is not that of the cluster {1}."),
    INVALID_POLICY_ITEM_ID(400, "The policy item {0} does not exist for the cluster {1}."),
    INVALID_QUERY_PARAMETER(400, "The query parameter {0} is invalid: {1}."),
    INVALID_RESTORE_WINDOW(400, "The restore window of {0} days is not 1 to {1}."),
    INVALID_VERSION_DATE(406, "Invalid accept header or version date. This resource has: {0}."),
    IP_ADDRESS_NOT_ON_ACCESS_LIST(403, "The address {0} is not on the access list of the API key."),
    MALFORMED_JSON(400, "The request body is malformed JSON: {0}."),
    METHOD_NOT_ALLOWED(405, "The method {0} is not allowed here.", Origin.OURS),
    MISSING_ATTRIBUTE(400, "The required attribute {0} was not given."),
    MISSING_POLICY_ITEM_PARAMETERS(400, "The policy item has no {0}."),
    NO_SUCCESSFUL_EXPORT(404, "The cluster {0} has no successful export.", Origin.OURS),
    OPERATION_NOT_SUPPORTED(501, "The operation {0} {1} of Atlas is not supported by this server.", Origin.OURS),
    ORG_NOT_FOUND(404, "No organization with ID {0} exists."),
    PRIVATE_NETWORKING_NOT_SUPPORTED(
            400, "Private networking to export buckets is not supported by this server.", Origin.OURS),
    RATE_LIMITED_TOKEN_BUCKET(
            429,
            "Too many requests, {0} is refused for {1} seconds. Up to {2} may come at once, and {3} more every {4} seconds."),
    REQUEST_BODY_TOO_LARGE(400, "The request body is larger than {0} bytes.", Origin.OURS),
    RESOURCE_NOT_FOUND(404, "No resource {0} exists."),
    SERVICE_ACCOUNT_NOT_FOUND(404, "No service account with ID {0} exists in organization {1}.", Origin.OURS),
    SERVICE_ACCOUNT_SECRET_LIMIT_EXCEEDED(400, "The service account {0} has {1} secrets already.", Origin.OURS),
    SHARDED_SNAPSHOT_NOT_SUPPORTED(
            501, "Snapshots of running sharded clusters such as {0} are not supported by this server.", Origin.OURS),
    SNAPSHOT_EXPORT_ALREADY_ACTIVE(409, "The snapshot {0} is already being exported by the job {1}.", Origin.OURS),
    SNAPSHOT_NOT_COMPLETED(400, "The snapshot {0} cannot be exported: its status is {1}.", Origin.OURS),
    SNAPSHOT_NOT_EXPORTABLE(409, "The snapshot {0} cannot be exported as it is: {1}.", Origin.OURS),
    SNAPSHOT_NOT_FOUND(404, "No snapshot with ID {0} exists for cluster {1}."),
    SNAPSHOT_SOURCE_NOT_READABLE(400, "The snapshot source {0} cannot be read: {1}.", Origin.OURS),
    STORE_IN_USE(409, "The store access {0} cannot be deleted while an export bucket uses it.", Origin.OURS),
    STORE_NAME_TAKEN(409, "A store access named {0} already exists in group {1}.", Origin.OURS),
    TOO_MANY_DRY_RUNS(429, "The server plans {0} exports already.", Origin.OURS),
    TOO_MANY_EVENT_STREAMS(429, "The server has {0} event streams open already.", Origin.OURS),
    UNEXPECTED_ERROR(500, "The server could not answer because of an unexpected error."),
    UNFINISHED_ON_DEMAND_SNAPSHOT(400, "The cluster {0} has an on-demand snapshot that is not finished: {1}."),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type {0} is not JSON.", Origin.OURS);

    /** Who coined a code. */
    public enum Origin {
        ATLAS,
        OURS
    }

    /** What a parameter adds to a text at most, so that no request makes a long answer. */
    private static final int MAX_PARAMETER_LENGTH = 500;

    private final int status;
    private final String template;
    private final Origin origin;

    ApiErrorCode(int status, String template) {
        this(status, template, Origin.ATLAS);
    }

    ApiErrorCode(int status, String template, Origin origin) {
        this.status = status;
        this.template = template;
        this.origin = origin;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The text, with {@code {0}} and so on for the parameters. */
    public String template() {
        return template;
    }

    /** Who coined it. */
    public Origin origin() {
        return origin;
    }

    /** An exception that answers the request with this error. Long parameters are cut. */
    public ApiException with(Object... parameters) {
        List<String> texts = List.of(parameters).stream()
                .map(Object::toString)
                .map(ApiErrorCode::cut)
                .toList();
        return new ApiException(this, texts);
    }

    private static String cut(String parameter) {
        return parameter.length() <= MAX_PARAMETER_LENGTH
                ? parameter
                : parameter.substring(0, MAX_PARAMETER_LENGTH) + "...";
    }

    /** The text with the parameters in it; a parameter's own braces mean nothing. */
    String detail(List<String> parameters) {
        StringBuilder detail = new StringBuilder();
        int position = 0;
        while (position < template.length()) {
            char c = template.charAt(position);
            if (c == '{') {
                detail.append(parameters.get(template.charAt(position + 1) - '0'));
                position += "{0}".length();
            } else {
                detail.append(c);
                position++;
            }
        }
        return detail.toString();
    }
}
