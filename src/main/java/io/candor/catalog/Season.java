package io.candor.catalog;

import java.time.MonthDay;

/**
 * A part of every year in which an item is offered, both days inclusive, in UTC; may wrap around the new year.
 *
 * @param from first day
 * @param until last day
 */
public record Season(MonthDay from, MonthDay until) {
    /** Returns the season with a {@link #code}; throws {@link java.time.DateTimeException} when there is none. */
    static Season ofCode(int code) {
        return new Season(MonthDay.of(code >>> 24, code >>> 16 & 0xff), MonthDay.of(code >>> 8 & 0xff, code & 0xff));
    }

    /** Returns month and day of the first and of the last day, a byte each. */
    int code() {
        return from.getMonthValue() << 24
                | from.getDayOfMonth() << 16
                | until.getMonthValue() << 8
                | until.getDayOfMonth();
    }

    public boolean contains(MonthDay day) {
        boolean afterFrom = !day.isBefore(from);
        boolean beforeUntil = !day.isAfter(until);
        return from.isAfter(until) ? afterFrom || beforeUntil : afterFrom && beforeUntil;
    }
}
