package io.candor.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.List;

/** When an item may be shown: the rules for one item, and when they next change their mind. Pure functions. */
final class Showing {
    private static final long DAY_MILLIS = 86_400_000;

    private Showing() {}

    /** Returns the day of the year in UTC. */
    static MonthDay dayOf(long millis) {
        return MonthDay.from(LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }

    static long startOfDay(long millis) {
        return Math.floorDiv(millis, DAY_MILLIS) * DAY_MILLIS;
    }

    static long startOfNextDay(long millis) {
        return startOfDay(millis) + DAY_MILLIS;
    }

    static boolean inSeason(List<Season> seasons, MonthDay day) {
        for (Season season : seasons) {
            if (season.contains(day)) {
                return true;
            }
        }
        return seasons.isEmpty();
    }

    static boolean isShown(Item item, long millis, MonthDay day) {
        return item.available() && item.availability().contains(millis) && inSeason(item.seasons(), day);
    }

    /** Returns the first instant after {@code millis} at which the window opens or closes, or {@link Long#MAX_VALUE}. */
    static long nextChange(TimeWindow window, long millis) {
        return window.fromMillis() > millis
                ? window.fromMillis()
                : window.untilMillis() > millis ? window.untilMillis() : Long.MAX_VALUE;
    }

    /** Returns the last instant at or before {@code millis} at which the window opened or closed, or {@link Long#MIN_VALUE}. */
    static long lastChange(TimeWindow window, long millis) {
        return window.untilMillis() <= millis
                ? window.untilMillis()
                : window.fromMillis() <= millis ? window.fromMillis() : Long.MIN_VALUE;
    }
}
