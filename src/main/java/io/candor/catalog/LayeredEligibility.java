package io.candor.catalog;

import io.candor.math.Bits;
import java.time.MonthDay;

/** The eligibility of columns, corrected by the rows of an overlay. Pure functions. */
final class LayeredEligibility {
    private LayeredEligibility() {}

    static Eligible at(Columns columns, Overlay overlay, int size, long millis) {
        Eligible base = columns.eligibleAt(millis);
        if (overlay.size() == 0) {
            return base;
        }
        Bits bits = new Bits(size);
        bits.orPrefix(base.bits());
        MonthDay day = Showing.dayOf(millis);
        long from = base.fromMillis();
        long until = base.untilMillis();
        for (int i = 0; i < overlay.size(); i++) {
            Row row = overlay.row(i);
            Item item = row.item();
            if (!row.isDeleted() && Showing.isShown(item, millis, day)) {
                bits.set(overlay.ordinal(i));
            } else {
                bits.clear(overlay.ordinal(i));
            }
            from = Math.max(from, Showing.lastChange(item.availability(), millis));
            until = Math.min(until, Showing.nextChange(item.availability(), millis));
            if (!item.seasons().isEmpty()) {
                from = Math.max(from, Showing.startOfDay(millis));
                until = Math.min(until, Showing.startOfNextDay(millis));
            }
        }
        return Eligible.of(bits, from, until);
    }
}
