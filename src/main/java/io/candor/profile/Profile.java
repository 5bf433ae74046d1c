package io.candor.profile;

import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * One subject's signals: what is known of each item, and the latest searches.
 *
 * <p>A fold over events that depends neither on their order nor on how they are grouped into calls of {@link #plus}, as long
 * as no more items than the bound are met. Beyond, items are let go at the end of a call, those of the lowest {@link
 * ItemSignals#rank} first, then the longest silent ones, then by id; still the order within a call does not matter, an item
 * of a higher rank is never let go for one of a lower, and what is known of an item that was never let go is exact.
 *
 * <p>Immutable, thread-safe.
 */
public final class Profile {
    /** Searches that are kept. */
    static final int SEARCHES_KEPT = 10;

    private static final int DEFAULT_MAX_ITEMS = 1_000;
    private static final int LAYOUT_BYTES = 48;
    private static final int SUBJECT_BYTES = 24;
    private static final int SEARCH_BYTES = 24;

    private final Subject subject;
    private final int maxItems;
    private final String[] ids;
    private final ItemSignals[] signals;
    private final List<ProfileView.SearchView> searches;
    private final long lastMillis;
    private final int weightBytes;

    private Profile(
            Subject subject,
            int maxItems,
            String[] ids,
            ItemSignals[] signals,
            List<ProfileView.SearchView> searches,
            long lastMillis,
            int weightBytes) {
        this.subject = subject;
        this.maxItems = maxItems;
        this.ids = ids;
        this.signals = signals;
        this.searches = searches;
        this.lastMillis = lastMillis;
        this.weightBytes = weightBytes;
    }

    private static Profile of(
            Profile of, String[] ids, ItemSignals[] signals, List<ProfileView.SearchView> searches, long lastMillis) {
        int bytes = weigh(of.subject, ids, signals, searches);
        return new Profile(of.subject, of.maxItems, ids, signals, searches, lastMillis, bytes);
    }

    /** Returns the profile of somebody of whom nothing is known, which will keep at most 1,000 items. */
    public static Profile empty(Subject subject) {
        return empty(subject, DEFAULT_MAX_ITEMS);
    }

    /** The same with another bound, at least 1. */
    public static Profile empty(Subject subject, int maxItems) {
        if (maxItems < 1) {
            throw new IllegalArgumentException("maxItems must be at least 1, was " + maxItems);
        }
        String[] ids = {};
        ItemSignals[] signals = {};
        int bytes = weigh(subject, ids, signals, List.of());
        return new Profile(subject, maxItems, ids, signals, List.of(), Times.NEVER, bytes);
    }

    /**
     * Returns this profile with these events besides.
     *
     * @param events each with an id that did not take part yet; whose they are is not looked at, since a merged subject
     *     brings events of both
     */
    public Profile plus(Collection<Event> events) {
        if (events.isEmpty()) {
            return this;
        }
        ProfileFold fold = new ProfileFold(this);
        for (Event event : events) {
            fold.add(event);
        }
        return fold.result();
    }

    /** As {@link #plus(Collection)} with one event; cheap when something is known of its item already. */
    public Profile plus(Event event) {
        int at = event.action().type().itemless() ? -1 : indexOf(event.item());
        if (at < 0) {
            return plus(List.of(event));
        }
        ItemSignals changed = signals[at].copy();
        changed.add(event.action(), event.timeMillis());
        ItemSignals[] others = signals.clone();
        others[at] = changed;
        int bytes = weightBytes + changed.bytes() - signals[at].bytes();
        return new Profile(subject, maxItems, ids, others, searches, Math.max(lastMillis, event.timeMillis()), bytes);
    }

    public Subject subject() {
        return subject;
    }

    /** Returns whether nothing is known of any item and nothing was looked for. */
    public boolean isEmpty() {
        return ids.length == 0 && searches.isEmpty();
    }

    /** Returns the number of items something is known of. */
    public int items() {
        return ids.length;
    }

    /** Returns the time of the latest event, epoch milliseconds; {@link Long#MIN_VALUE} when there was none. */
    public long lastMillis() {
        return lastMillis;
    }

    /** Returns about how many bytes of memory it takes, computed from the layout of its objects. */
    public int weightBytes() {
        return weightBytes;
    }

    /** Returns the id of the i-th item in the order of ids. */
    String id(int i) {
        return ids[i];
    }

    ItemSignals signals(int i) {
        return signals[i];
    }

    /** Returns where an item stands, or what {@link Arrays#binarySearch(Object[], Object)} returns when it does not. */
    int indexOf(String item) {
        return Arrays.binarySearch(ids, item);
    }

    /** Returns the latest searches, the latest first. */
    List<ProfileView.SearchView> searches() {
        return searches;
    }

    int maxItems() {
        return maxItems;
    }

    /** Returns a profile of the same subject with the same items; only the signals are replaced. */
    Profile with(ItemSignals[] others, List<ProfileView.SearchView> searches, long lastMillis) {
        return of(this, ids, others, searches, lastMillis);
    }

    /** Returns a profile of the same subject with other items, by ascending id. The arrays are retained. */
    Profile with(String[] ids, ItemSignals[] signals, List<ProfileView.SearchView> searches, long lastMillis) {
        return of(this, ids, signals, searches, lastMillis);
    }

    private static int weigh(
            Subject subject, String[] ids, ItemSignals[] signals, List<ProfileView.SearchView> searches) {
        int bytes = LAYOUT_BYTES + SUBJECT_BYTES + Layout.text(subject.id()) + 2 * Layout.references(ids.length);
        for (int i = 0; i < ids.length; i++) {
            bytes += Layout.text(ids[i]) + signals[i].bytes();
        }
        for (ProfileView.SearchView search : searches) {
            bytes += SEARCH_BYTES + Integer.BYTES + Layout.text(search.query());
        }
        return bytes;
    }
}
