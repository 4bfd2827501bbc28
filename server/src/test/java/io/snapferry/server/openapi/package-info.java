@NullMarked
package io.snapferry.server.openapi;

import org.jspecify.annotations.NullMarked;
