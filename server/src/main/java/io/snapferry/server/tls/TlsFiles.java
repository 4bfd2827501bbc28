package io.snapferry.server.tls;

import java.nio.file.Path;

/**
 * Where the server's certificate and its key are, both in PEM.
 *
 * @param certificate the server's own first, then those that lead to the root
 * @param key not encrypted, of any of the forms that openssl writes
 */
public record TlsFiles(Path certificate, Path key) {}
