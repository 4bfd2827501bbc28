package io.snapferry.server.config;

/** How organization and project stand in the prefix of an export. */
public enum PrefixStyle {
    /** Their ids of 24 hex digits: what Atlas does by default. */
    IDS,
    /** Their names: what Atlas does when a schedule says so. */
    NAMES,
    /** Their names in the form of 2021, where a space was a plus sign. */
    NAMES_2021
}
