package io.candor.catalog;

import java.util.List;

/**
 * An item whose eligibility depends on the time.
 *
 * @param ordinal which
 * @param window when it may be shown
 * @param seasons in which parts of the year
 */
record Timed(int ordinal, TimeWindow window, List<Season> seasons) {
    static boolean isTimed(Item item) {
        return !item.availability().equals(TimeWindow.ALWAYS) || !item.seasons().isEmpty();
    }

    static Timed of(int ordinal, Item item) {
        return new Timed(ordinal, item.availability(), item.seasons());
    }
}
