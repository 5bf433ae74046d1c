package io.candor.catalog;

import io.candor.math.Bits;

/**
 * The items that may be shown, and for how long that holds.
 *
 * @param bits shared, not to be modified
 * @param isAll whether that is every item
 * @param fromMillis first instant for which it holds
 * @param untilMillis first instant for which it does not
 */
record Eligible(Bits bits, boolean isAll, long fromMillis, long untilMillis) {
    static Eligible of(Bits bits, long fromMillis, long untilMillis) {
        return new Eligible(bits, bits.cardinality() == bits.size(), fromMillis, untilMillis);
    }

    boolean holdsAt(long millis) {
        return fromMillis <= millis && millis < untilMillis;
    }
}
