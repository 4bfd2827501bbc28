package io.snapferry.server.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An answer with its status beside it. Lists have no envelope but a status of their own, see {@link PagedList}.
 *
 * @param status the HTTP status
 * @param content what the answer would be otherwise
 */
@JsonPropertyOrder({"status", "content"})
record Envelope(int status, Object content) {}
