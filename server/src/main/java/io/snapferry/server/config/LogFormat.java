package io.snapferry.server.config;

/** How lines of the log look. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object per line, for machines. */
    JSON
}
