package io.snapferry.server.atlas;

import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;

/** The wish that a bucket be reached through AWS PrivateLink alone: which way requests take is not in this server's hands. */
final class PrivateNetworking {
    private static final String ATTRIBUTE = "requirePrivateNetworking";

    static final Property PROPERTY = Property.optional(ATTRIBUTE, Schema.flag(), "true is refused");

    private PrivateNetworking() {}

    static void refuseIfWanted(JsonBody body) {
        if (body.flag(ATTRIBUTE)) {
            throw ApiErrorCode.PRIVATE_NETWORKING_NOT_SUPPORTED.with();
        }
    }
}
