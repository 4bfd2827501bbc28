@NullMarked
package io.snapferry.server.health;

import org.jspecify.annotations.NullMarked;
