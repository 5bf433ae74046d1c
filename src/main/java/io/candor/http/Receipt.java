package io.candor.http;

import java.util.List;

/**
 * What became of durable events.
 *
 * @param fates one for each event, in order
 */
public record Receipt(List<Fate> fates) {
    /** What became of one event. */
    public enum Fate {
        /** It counts. */
        FIRST,
        /** Its id, or the same action on the same slate, is known already; it changes nothing. */
        DUPLICATE
    }

    public Receipt {
        fates = List.copyOf(fates);
    }

    int count(Fate fate) {
        int count = 0;
        for (Fate one : fates) {
            count += one == fate ? 1 : 0;
        }
        return count;
    }
}
