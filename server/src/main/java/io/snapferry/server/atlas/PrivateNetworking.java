package io.snapferry.server.atlas;

import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.JsonBody;

/** The wish that a bucket be reached through AWS PrivateLink alone: which way requests take is not in this server's hands. */
final class PrivateNetworking {
    static final String ATTRIBUTE = "requirePrivateNetworking";

    private PrivateNetworking() {}

    static void refuseIfWanted(JsonBody body) {
        if (body.flag(ATTRIBUTE)) {
            throw ApiErrorCode.PRIVATE_NETWORKING_NOT_SUPPORTED.with();
        }
    }
}
