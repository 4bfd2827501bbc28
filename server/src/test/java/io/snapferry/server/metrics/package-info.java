@NullMarked
package io.snapferry.server.metrics;

import org.jspecify.annotations.NullMarked;
