package io.snapferry.server.http;

import io.snapferry.server.auth.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the log for each request, under a logger of its own. Never a query or a header, which may hold secrets. */
public final class AccessLog implements RequestObserver {
    private static final Logger LOG = LoggerFactory.getLogger("io.snapferry.access");

    @Override
    public void handled(HandledRequest request) {
        LOG.atInfo()
                .addKeyValue("method", request.method())
                .addKeyValue("route", request.route())
                .addKeyValue("status", request.status())
                .addKeyValue("millis", request.duration().toMillis())
                .addKeyValue("key", request.principal().map(Principal::name).orElse("-"))
                .addKeyValue("address", request.address())
                .log("request handled");
    }
}
