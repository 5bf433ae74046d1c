package io.candor.catalog;

import io.candor.math.Bits;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which items of the columns may be shown at a time. Keeps the last answer until the next instant at which anything changes, and
 * then looks again only at the items that changed.
 *
 * <p>Thread-safe: the last answer is an immutable value in a volatile field; two threads that miss it both compute the same.
 */
final class Eligibility {
    private final Bits showable;
    private final List<Timed> timed;
    private final int[] seasonal;
    private final long[] eventMillis;
    private final int[] eventItems;
    private volatile @Nullable Eligible last;

    /**
     * @param showable the items that are present and available; retained
     * @param timed those of which the time decides, each present and available; retained
     */
    Eligibility(Bits showable, List<Timed> timed) {
        this.showable = showable;
        this.timed = timed;
        seasonal = IntStream.range(0, timed.size())
                .filter(i -> !timed.get(i).seasons().isEmpty())
                .toArray();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            TimeWindow window = timed.get(i).window();
            if (!window.equals(TimeWindow.ALWAYS)) {
                events.add(new Event(window.fromMillis(), i));
                events.add(new Event(window.untilMillis(), i));
            }
        }
        events.sort(Comparator.comparingLong(Event::millis));
        eventMillis = events.stream().mapToLong(Event::millis).toArray();
        eventItems = events.stream().mapToInt(Event::item).toArray();
    }

    private record Event(long millis, int item) {}

    /** Returns what may be shown at a time. */
    Eligible at(long millis) {
        Eligible previous = last;
        if (previous != null && previous.holdsAt(millis)) {
            return previous;
        }
        Bits bits;
        if (previous != null && previous.untilMillis() <= millis) {
            bits = previous.bits().copy();
            advance(bits, previous, millis);
        } else {
            bits = showable.copy();
            MonthDay day = Showing.dayOf(millis);
            for (int i = 0; i < timed.size(); i++) {
                decide(bits, i, millis, day);
            }
        }
        Eligible next = Eligible.of(bits, holdsFrom(millis), holdsUntil(millis));
        last = next;
        return next;
    }

    private void advance(Bits bits, Eligible previous, long millis) {
        MonthDay day = Showing.dayOf(millis);
        int end = eventsUpTo(millis);
        for (int i = eventsUpTo(previous.fromMillis()); i < end; i++) {
            decide(bits, eventItems[i], millis, day);
        }
        if (Showing.startOfDay(previous.fromMillis()) != Showing.startOfDay(millis)) {
            for (int i : seasonal) {
                decide(bits, i, millis, day);
            }
        }
    }

    private void decide(Bits bits, int i, long millis, MonthDay day) {
        Timed item = timed.get(i);
        if (item.window().contains(millis) && Showing.inSeason(item.seasons(), day)) {
            bits.set(item.ordinal());
        } else {
            bits.clear(item.ordinal());
        }
    }

    private long holdsFrom(long millis) {
        int before = eventsUpTo(millis);
        long from = before == 0 ? Long.MIN_VALUE : eventMillis[before - 1];
        return seasonal.length == 0 ? from : Math.max(from, Showing.startOfDay(millis));
    }

    private long holdsUntil(long millis) {
        int before = eventsUpTo(millis);
        long until = before == eventMillis.length ? Long.MAX_VALUE : eventMillis[before];
        return seasonal.length == 0 ? until : Math.min(until, Showing.startOfNextDay(millis));
    }

    /** Returns how many events happened at or before {@code millis}. */
    private int eventsUpTo(long millis) {
        int low = 0;
        int high = eventMillis.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (eventMillis[middle] <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
