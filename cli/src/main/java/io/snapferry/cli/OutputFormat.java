package io.snapferry.cli;

/** What {@code --output} takes. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON value, for programs. */
    JSON
}
