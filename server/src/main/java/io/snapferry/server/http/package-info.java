/**
 * The conventions that all endpoints share: routes, authentication and access before anything is read, strict bodies and
 * query parameters, pages with links, {@code envelope} and {@code pretty}, errors. In comes an HTTP request; an {@link
 * io.snapferry.server.http.Operation} sees an {@link io.snapferry.server.http.ApiRequest} and gives an {@link
 * io.snapferry.server.http.Answer}. Knows no single endpoint, and only {@code ApiRouter}, {@code HttpServer} and what is
 * package-private beside them know which HTTP server is underneath.
 */
@NullMarked
package io.snapferry.server.http;

import org.jspecify.annotations.NullMarked;
