package io.candor.experiment;

import io.candor.event.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is measured per unit. Names: {@code ctr} (clicks per impression), {@code <event>_per_impression}, {@code
 * <event>_per_unit}, {@code <event>_share} (share of units with at least one), {@code viewable_seconds}, {@code
 * dwell_seconds}, {@code watch_seconds} and {@code purchase_value} (total per unit).
 *
 * @param name as in documents and reports
 * @param event whose occurrences are counted
 * @param kind what is made of them
 */
public record Metric(String name, Action.Type event, Kind kind) {
    /** What is made of the events of a unit: numerator y, denominator d. */
    public enum Kind {
        /** y events, d impressions: a ratio of sums. */
        PER_IMPRESSION("_per_impression"),
        /** y events, d 1. */
        PER_UNIT("_per_unit"),
        /** y 1 when there was an event, d 1. */
        SHARE("_share"),
        /** y total value of the events, d 1. */
        VALUE("_value");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final Map<String, Metric> BY_NAME = new LinkedHashMap<>();

    static {
        add(new Metric("ctr", Action.Type.CLICK, Kind.PER_IMPRESSION));
        add(new Metric("viewable_seconds", Action.Type.VIEWABLE, Kind.VALUE));
        add(new Metric("dwell_seconds", Action.Type.DWELL, Kind.VALUE));
        add(new Metric("watch_seconds", Action.Type.WATCH, Kind.VALUE));
        add(new Metric("purchase_value", Action.Type.PURCHASE, Kind.VALUE));
        for (Action.Type event : Action.Type.values()) {
            for (Kind kind : List.of(Kind.PER_IMPRESSION, Kind.PER_UNIT, Kind.SHARE)) {
                add(new Metric(event.wire() + kind.suffix, event, kind));
            }
        }
    }

    private static void add(Metric metric) {
        BY_NAME.put(metric.name, metric);
    }

    /** Returns the metric of a name, or empty. */
    public static Optional<Metric> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Returns clicks per impression. */
    public static Metric ctr() {
        return BY_NAME.get("ctr");
    }

    /** Returns all names. */
    public static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }

    /**
     * Returns what an event adds to the value of its unit: seconds that were viewed, dwelt or watched, the price of what was
     * bought; 0 for other events.
     */
    public static double value(Action action) {
        return switch (action) {
            case Action.Viewable(double seconds) -> seconds;
            case Action.Dwell(double seconds) -> seconds;
            case Action.Watch watch -> watch.watched();
            case Action.Purchase(int quantity, double price) -> quantity * price;
            default -> 0;
        };
    }

    /**
     * Returns y of a unit.
     *
     * @param count its events of {@link #event}
     * @param value sum of their {@link #value}
     */
    public double numerator(long count, double value) {
        return switch (kind) {
            case PER_IMPRESSION, PER_UNIT -> count;
            case SHARE -> count > 0 ? 1 : 0;
            case VALUE -> value;
        };
    }

    /** Returns d of a unit that was shown so many items. */
    public double denominator(long impressions) {
        return kind == Kind.PER_IMPRESSION ? impressions : 1;
    }
}
