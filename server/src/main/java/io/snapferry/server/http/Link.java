package io.snapferry.server.http;

/**
 * A pointer to another resource.
 *
 * @param href absolute
 * @param rel what it is to this one
 */
public record Link(String href, String rel) {}
