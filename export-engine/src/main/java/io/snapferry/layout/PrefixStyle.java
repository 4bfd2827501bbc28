package io.snapferry.layout;

/** How organization and project stand in a prefix. */
public enum PrefixStyle {
    /** Their ids of 24 hex digits: what Atlas does by default. */
    IDS,
    /** Their names: what Atlas does when a schedule says {@code useOrgAndGroupNamesInExportPrefix}. */
    NAMES,
    /** Their names in the form of 2021, where a space was a plus sign. */
    NAMES_2021
}
