package io.candor.catalog;

import io.candor.math.Bits;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * An item whose eligibility depends on the time.
 *
 * @param ordinal which
 * @param window when it may be shown
 * @param seasons in which parts of the year
 */
record Timed(int ordinal, TimeWindow window, List<Season> seasons) {
    /** Reads what {@link #write} wrote. */
    static List<Timed> read(SectionReader in, Bits showable) {
        int[] ordinals = in.ints("items with times");
        long[] from = in.longs("beginnings of times", ordinals.length);
        long[] until = in.longs("ends of times", ordinals.length);
        int[] seasonCounts = in.ints("numbers of seasons", ordinals.length);
        int[] seasons = in.ints("seasons");
        List<Timed> timed = new ArrayList<>(ordinals.length);
        int at = 0;
        try {
            for (int i = 0; i < ordinals.length; i++) {
                boolean shows = ordinals[i] >= 0 && ordinals[i] < showable.size() && showable.get(ordinals[i]);
                SectionReader.check(shows, "an item with times is not to be shown");
                List<Season> own = new ArrayList<>();
                for (int end = Math.addExact(at, seasonCounts[i]); at < end; at++) {
                    own.add(Season.ofCode(seasons[at]));
                }
                timed.add(new Timed(ordinals[i], new TimeWindow(from[i], until[i]), List.copyOf(own)));
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException | IndexOutOfBoundsException e) {
            throw SectionReader.corrupt("the times of an item cannot be: " + e.getMessage());
        }
        SectionReader.check(at == seasons.length, "there are seasons of no item");
        return timed;
    }

    static void write(SectionWriter out, List<Timed> timed) throws IOException {
        int count = timed.size();
        out.ints(timed.stream().mapToInt(Timed::ordinal).toArray(), count);
        out.longs(timed.stream().mapToLong(item -> item.window.fromMillis()).toArray(), count);
        out.longs(timed.stream().mapToLong(item -> item.window.untilMillis()).toArray(), count);
        out.ints(timed.stream().mapToInt(item -> item.seasons.size()).toArray(), count);
        int[] seasons = timed.stream()
                .flatMap(item -> item.seasons.stream())
                .mapToInt(Season::code)
                .toArray();
        out.ints(seasons, seasons.length);
    }

    static boolean isTimed(Item item) {
        return !item.availability().equals(TimeWindow.ALWAYS) || !item.seasons().isEmpty();
    }

    static Timed of(int ordinal, Item item) {
        return new Timed(ordinal, item.availability(), item.seasons());
    }
}
