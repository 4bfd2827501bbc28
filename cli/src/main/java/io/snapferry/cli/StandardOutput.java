package io.snapferry.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Standard output as text. Unlike the parser's own writer it can be asked whether anybody takes what is written. */
final class StandardOutput {
    private StandardOutput() {}

    static PrintWriter open() {
        return new PrintWriter(System.out, true, charset());
    }

    /** The terminal's. What it is called depends on the version of Java; a pipe or a file has none of its own. */
    private static Charset charset() {
        String ofTerminal = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return ofTerminal.isEmpty() ? Charset.defaultCharset() : Charset.forName(ofTerminal);
    }
}
