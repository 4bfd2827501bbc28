/**
 * The description of the API that the server serves of itself, in OpenAPI and as a page. In come the operations with what each
 * tells of itself; what follows from their routes and permissions is added here. Knows no single operation but its own two.
 */
@NullMarked
package io.snapferry.server.openapi;

import org.jspecify.annotations.NullMarked;
