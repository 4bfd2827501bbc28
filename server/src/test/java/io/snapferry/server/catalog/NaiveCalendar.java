package io.snapferry.server.catalog;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What a policy means, said as simply as can be: whether an item asks for a snapshot in one given minute. */
public final class NaiveCalendar {
    private NaiveCalendar() {}

    /** Whether the item asks for one at this minute. */
    public static boolean asks(PolicyItem item, LocalTime referenceTime, Instant minute) {
        OffsetDateTime time = minute.atOffset(ZoneOffset.UTC);
        if (time.getMinute() != referenceTime.getMinute()) {
            return false;
        }
        if (item.frequency() == SnapshotFrequency.HOURLY) {
            return Math.floorMod(time.getHour() - referenceTime.getHour(), item.interval()) == 0;
        }
        if (time.getHour() != referenceTime.getHour()) {
            return false;
        }
        boolean isLastOfMonth = time.plusDays(1).getDayOfMonth() == 1;
        return switch (item.frequency()) {
            case HOURLY -> throw new IllegalStateException("answered above");
            case DAILY -> true;
            case WEEKLY -> time.getDayOfWeek().getValue() == item.interval();
            case MONTHLY -> item.interval() == 40 ? isLastOfMonth : time.getDayOfMonth() == item.interval();
            case YEARLY -> time.getMonthValue() == item.interval() && time.getDayOfMonth() == 1;
        };
    }

    /** The minute that has begun last. */
    public static Instant minuteOf(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }
}
