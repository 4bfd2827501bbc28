package io.snapferry.server.http;

import io.snapferry.server.testing.DigestClient;
import io.snapferry.server.testing.RawRequest;
import io.snapferry.server.testing.TestServer;

/** Signed requests whose target the JDK's client would not send. */
final class Raw {
    private Raw() {}

    static String get(TestServer server, String key, String target) {
        return send(server, key, "GET", target, "");
    }

    static String send(TestServer server, String key, String method, String target, String headersAndBody) {
        DigestClient client = server.as(key);
        String authorization = client.sign(method, target, client.nonce(), 1);
        String rest = headersAndBody.isEmpty() ? "\r\n" : headersAndBody;
        return RawRequest.send(
                server.uri(),
                method + " " + target + " HTTP/1.1\r\nHost: " + server.uri().getAuthority()
                        + "\r\nConnection: close\r\n" + "Authorization: " + authorization + "\r\n" + rest);
    }
}
