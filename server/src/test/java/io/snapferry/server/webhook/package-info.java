@NullMarked
package io.snapferry.server.webhook;

import org.jspecify.annotations.NullMarked;
