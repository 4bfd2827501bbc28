/** Tests of schedules at work. */
@NullMarked
package io.snapferry.server.schedule;

import org.jspecify.annotations.NullMarked;
