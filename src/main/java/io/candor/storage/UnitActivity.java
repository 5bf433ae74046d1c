package io.candor.storage;

/** What new rows say of one unit of one experiment. Not thread-safe. */
final class UnitActivity {
    private String variant = "";
    private boolean crossed;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    final UnitTotals totals = new UnitTotals();

    /**
     * Notes that the unit was in an arm.
     *
     * @param exposedMillis when it was shown the slate
     * @param millis when it did what is noted
     */
    void see(String arm, long exposedMillis, long millis) {
        crossed |= !variant.isEmpty() && !variant.equals(arm);
        variant = variant.isEmpty() ? arm : variant;
        firstMillis = Math.min(firstMillis, exposedMillis);
        lastMillis = Math.max(lastMillis, millis);
    }

    /** Returns the arm it was in first, in the order of the rows. */
    String variant() {
        return variant;
    }

    /** Returns whether it was in several. */
    boolean crossed() {
        return crossed;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }
}
