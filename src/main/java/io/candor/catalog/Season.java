package io.candor.catalog;

import java.time.MonthDay;

/**
 * A part of every year in which an item is offered, both days inclusive, in UTC; may wrap around the new year.
 *
 * @param from first day
 * @param until last day
 */
public record Season(MonthDay from, MonthDay until) {
    public boolean contains(MonthDay day) {
        boolean afterFrom = !day.isBefore(from);
        boolean beforeUntil = !day.isAfter(until);
        return from.isAfter(until) ? afterFrom || beforeUntil : afterFrom && beforeUntil;
    }
}
