/**
 * Schedules at work: takes the snapshots that policies ask for, exports them where a schedule says so, and deletes all snapshots
 * whose time is over. The first type to open is {@link io.snapferry.server.schedule.ScheduleWorker}.
 */
@NullMarked
package io.snapferry.server.schedule;

import org.jspecify.annotations.NullMarked;
