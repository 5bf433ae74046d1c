package io.candor.profile;

import io.candor.event.Action;
import org.jspecify.annotations.Nullable;

/**
 * What happened between a subject and an item: counts, extremes and the latest times, so that neither the order of the
 * events nor their grouping matters.
 *
 * <p>Views before the latest action of another kind are let go, since none of them can tire any more. Written to while a
 * fold owns it; not changed after its profile was published.
 */
final class ItemSignals {
    /** Latest views that are remembered one by one. */
    static final int VIEWS_KEPT = 8;

    private static final int NO_DWELL = -1;
    private static final int LAYOUT_BYTES = 64;

    int impressions;
    int viewables;
    int clicks;
    int dwells;
    int longestDwellMillis = NO_DWELL;
    boolean saved;
    boolean shared;
    boolean addedToCart;
    long lastMillis = Times.NEVER;
    /** Latest action that was more than being shown. */
    long engagedMillis = Times.NEVER;
    /** Latest views after {@link #engagedMillis}, ascending. */
    long[] views = Times.NONE;

    @Nullable
    Verdict verdict;

    ItemSignals copy() {
        ItemSignals copy = new ItemSignals();
        copy.impressions = impressions;
        copy.viewables = viewables;
        copy.clicks = clicks;
        copy.dwells = dwells;
        copy.longestDwellMillis = longestDwellMillis;
        copy.saved = saved;
        copy.shared = shared;
        copy.addedToCart = addedToCart;
        copy.lastMillis = lastMillis;
        copy.engagedMillis = engagedMillis;
        copy.views = views;
        copy.verdict = verdict == null ? null : verdict.copy();
        return copy;
    }

    void add(Action action, long timeMillis) {
        lastMillis = Math.max(lastMillis, timeMillis);
        switch (action) {
            case Action.Impression() -> {
                impressions = more(impressions);
                if (timeMillis > engagedMillis) {
                    views = Times.plus(views, timeMillis, VIEWS_KEPT);
                }
                return;
            }
            case Action.Viewable(double _) -> {
                viewables = more(viewables);
                return;
            }
            case Action.Click() -> clicks = more(clicks);
            case Action.Dwell(double seconds) -> {
                dwells = more(dwells);
                longestDwellMillis = Math.max(longestDwellMillis, (int) (seconds * 1000));
            }
            case Action.Save() -> saved = true;
            case Action.Share() -> shared = true;
            case Action.AddToCart() -> addedToCart = true;
            case Action.Watch watch -> verdict().watched(watch, timeMillis);
            case Action.Rating(double stars) -> verdict().rated(stars, timeMillis);
            case Action.Like() -> verdict().liked(timeMillis);
            case Action.Dislike() -> verdict().disliked(timeMillis);
            case Action.Hide() -> verdict().hidden(timeMillis);
            case Action.Purchase(int _, double _) -> verdict().purchased(timeMillis);
            case Action.Return() -> verdict().returned(timeMillis);
            case Action.Search(String _) -> throw new IllegalArgumentException("a search belongs to no item");
            case Action.Scroll(double _) -> throw new IllegalArgumentException("scrolling belongs to no item");
        }
        engagedMillis = Math.max(engagedMillis, timeMillis);
        views = Times.after(views, engagedMillis);
    }

    boolean hasDwell() {
        return longestDwellMillis != NO_DWELL;
    }

    /** Returns what is kept longest: 2 for decisions, 1 for what was opened, 0 for what was merely shown. */
    int rank() {
        if (verdict != null || saved || shared || addedToCart) {
            return 2;
        }
        return engagedMillis == Times.NEVER ? 0 : 1;
    }

    int bytes() {
        int bytes = LAYOUT_BYTES + Layout.longs(views);
        return verdict == null ? bytes : bytes + verdict.bytes();
    }

    private Verdict verdict() {
        if (verdict == null) {
            verdict = new Verdict();
        }
        return verdict;
    }

    private static int more(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
