package io.snapferry.server.catalog;

/**
 * The owner of projects and keys.
 *
 * @param id of the organization
 * @param name for people, not empty
 */
public record Organization(Id<Organization> id, String name) {}
