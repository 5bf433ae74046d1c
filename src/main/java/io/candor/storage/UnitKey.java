package io.candor.storage;

import java.util.Comparator;

/**
 * A unit of an experiment. The order is that in which rows are locked.
 *
 * @param subject hash of the subject that was assigned
 * @param experiment number
 */
record UnitKey(long subject, long experiment) implements Comparable<UnitKey> {
    private static final Comparator<UnitKey> ORDER =
            Comparator.comparingLong(UnitKey::subject).thenComparingLong(UnitKey::experiment);

    @Override
    public int compareTo(UnitKey other) {
        return ORDER.compare(this, other);
    }
}
