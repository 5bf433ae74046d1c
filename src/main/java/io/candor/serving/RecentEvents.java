package io.candor.serving;

import io.candor.catalog.IdHash;
import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Knows the events of late, to tell a repetition: of an event's id, and of an action that means nothing more the second time
 * (the same subject, item, type and slate).
 *
 * <p>{@link #first} is called when an event has become durable, not when it arrives: an append that failed leaves no trace,
 * so its retry is not taken for a duplicate and lost. The price is that two copies that are under way together are both
 * appended; only one of them is first, and the database keeps one row an id.
 *
 * <p>An entry is remembered for at least the window and at most twice the window; when more than half of the entries arrive
 * within a window, at least the newest half of the entries is remembered. So the newest are never forgotten before older
 * ones, which a cache that evicts by frequency does: every entry is used once. Thread-safe: keys are spread over shards that
 * are locked for one look each. Memory: {@code entries} × 64 bytes at most.
 */
public final class RecentEvents {
    private static final int SHARDS = 64;

    /** What happens once, or counts once. Watching, dwelling, scrolling, buying, rating and searching go on. */
    private static final Set<Action.Type> ONCE_A_SLATE = EnumSet.of(
            Action.Type.IMPRESSION,
            Action.Type.VIEWABLE,
            Action.Type.CLICK,
            Action.Type.LIKE,
            Action.Type.DISLIKE,
            Action.Type.HIDE,
            Action.Type.SAVE,
            Action.Type.SHARE,
            Action.Type.ADD_TO_CART);

    private final RecentKeys[] shards = new RecentKeys[SHARDS];
    private final LongSupplier nanoTime;

    /**
     * Creates a memory of nothing yet.
     *
     * @param window how long an entry is remembered at least
     * @param entries how many are remembered at most; an event is one or two
     * @param nanoTime {@link System#nanoTime} or a clock of a test
     */
    public RecentEvents(Duration window, int entries, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        int perGeneration = Math.max(1, entries / (2 * SHARDS));
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new RecentKeys(perGeneration, window.toNanos(), now);
        }
    }

    /** Remembers an event that has become durable. Returns whether it is neither known nor a repetition; true once. */
    public boolean first(Event event) {
        long now = nanoTime.getAsLong();
        long high = event.id().getMostSignificantBits();
        long low = event.id().getLeastSignificantBits();
        if (!shard(high, low).add(high, low, now)) {
            return false;
        }
        if (!countsOnce(event)) {
            return true;
        }
        Shown shown = event.shown().orElseThrow();
        long actionHigh = high(event, shown);
        long actionLow = low(event, shown);
        return shard(actionHigh, actionLow).add(actionHigh, actionLow, now);
    }

    /** Returns whether an event is known or a repetition, and remembers nothing: such a one need not be appended again. */
    public boolean seen(Event event) {
        long now = nanoTime.getAsLong();
        long high = event.id().getMostSignificantBits();
        long low = event.id().getLeastSignificantBits();
        if (shard(high, low).contains(high, low, now)) {
            return true;
        }
        if (!countsOnce(event)) {
            return false;
        }
        Shown shown = event.shown().orElseThrow();
        long actionHigh = high(event, shown);
        long actionLow = low(event, shown);
        return shard(actionHigh, actionLow).contains(actionHigh, actionLow, now);
    }

    private static boolean countsOnce(Event event) {
        return event.shown().isPresent() && ONCE_A_SLATE.contains(event.type());
    }

    /** First half of the key of an action: within a slate, different for items whose hashes are. */
    private static long high(Event event, Shown shown) {
        return mix(shown.requestId().getMostSignificantBits() ^ mix(IdHash.of(event.item())));
    }

    /** Second half: within a slate, different for subjects and types. */
    private static long low(Event event, Shown shown) {
        long who = event.subject().hash() + event.type().code();
        return mix(shown.requestId().getLeastSignificantBits() ^ mix(who));
    }

    private RecentKeys shard(long high, long low) {
        return shards[(int) (mix(high ^ Long.rotateLeft(low, 32)) >>> 58)];
    }

    /** SplitMix64's mixer. */
    private static long mix(long z) {
        long h = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
