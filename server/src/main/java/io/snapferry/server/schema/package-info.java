/**
 * What JSON on the wire may look like, as values: the schemas of requests, which are declared beside their parser and name the
 * attributes that it lets in, and those of answers, which are read off their wire records. In comes a record class or a
 * declaration, out go keywords of OpenAPI 3.0. Knows no operation and no HTTP.
 */
@NullMarked
package io.snapferry.server.schema;

import org.jspecify.annotations.NullMarked;
