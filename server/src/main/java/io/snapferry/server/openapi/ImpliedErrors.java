package io.snapferry.server.openapi;

import io.snapferry.server.auth.Permission;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.Operation;
import java.util.EnumSet;
import java.util.Set;

/** The errors that an operation need not tell, because they come with its path, its permission, its body or its version. */
final class ImpliedErrors {
    private ImpliedErrors() {}

    static Set<ApiErrorCode> of(Operation operation) {
        EnumSet<ApiErrorCode> codes = EnumSet.of(
                ApiErrorCode.CATALOG_UNAVAILABLE, ApiErrorCode.INVALID_QUERY_PARAMETER, ApiErrorCode.UNEXPECTED_ERROR);
        String template = operation.route().template();
        if (operation.permission() != Permission.ANYONE) {
            codes.add(ApiErrorCode.IP_ADDRESS_NOT_ON_ACCESS_LIST);
            codes.add(ApiErrorCode.RATE_LIMITED_TOKEN_BUCKET);
            codes.add(ApiErrorCode.TOO_MANY_FAILED_SIGN_INS);
        }
        if (!operation.permission().roles().isEmpty()) {
            codes.add(ApiErrorCode.ACCESS_FORBIDDEN);
        }
        if (template.contains("{")) {
            // A path that ends in an empty parameter, or has dots in place of one, is another path, which leads nowhere
            codes.add(ApiErrorCode.INVALID_PATH_PARAMETER);
            codes.add(ApiErrorCode.RESOURCE_NOT_FOUND);
        }
        if (template.contains("{orgId}")) {
            codes.add(ApiErrorCode.ORG_NOT_FOUND);
        }
        if (template.contains("{groupId}")) {
            codes.add(ApiErrorCode.GROUP_NOT_FOUND);
        }
        if (template.contains("{clusterName}")) {
            codes.add(ApiErrorCode.CLUSTER_NOT_FOUND);
        }
        if (operation.version().isPresent()) {
            codes.add(ApiErrorCode.INVALID_VERSION_DATE);
        }
        operation.description().body().filter(body -> !body.isForm()).ifPresent(body -> addThoseOfBodies(codes));
        return codes;
    }

    private static void addThoseOfBodies(Set<ApiErrorCode> codes) {
        codes.addAll(EnumSet.of(
                ApiErrorCode.INVALID_ATTRIBUTE,
                ApiErrorCode.INVALID_ENUM_VALUE,
                ApiErrorCode.INVALID_JSON,
                ApiErrorCode.INVALID_JSON_ATTRIBUTE,
                ApiErrorCode.MALFORMED_JSON,
                ApiErrorCode.MISSING_ATTRIBUTE,
                ApiErrorCode.REQUEST_BODY_TOO_LARGE,
                ApiErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
}
