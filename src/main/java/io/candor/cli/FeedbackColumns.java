package io.candor.cli;

import io.candor.dataset.Interactions;
import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.parquet.ParquetRows.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feedback as rows of a table. {@code train --ratings} reads the pairs. Pure functions. */
final class FeedbackColumns {
    static final List<Map.Entry<String, Kind>> PAIRS = List.of(
            Map.entry("user", Kind.TEXT),
            Map.entry("item", Kind.TEXT),
            Map.entry("value", Kind.NUMBER),
            Map.entry("timestamp", Kind.TIME),
            Map.entry("stars", Kind.NUMBER),
            Map.entry("pair_weight", Kind.NUMBER));

    static final List<Map.Entry<String, Kind>> EVENTS = List.of(
            Map.entry("event_id", Kind.TEXT),
            Map.entry("subject", Kind.TEXT),
            Map.entry("item", Kind.TEXT),
            Map.entry("type", Kind.TEXT),
            Map.entry("timestamp", Kind.TIME),
            Map.entry("amount", Kind.NUMBER),
            Map.entry("extent", Kind.NUMBER),
            Map.entry("request_id", Kind.TEXT),
            Map.entry("slate_at", Kind.TIME),
            Map.entry("placement", Kind.TEXT),
            Map.entry("model", Kind.TEXT),
            Map.entry("policy", Kind.TEXT),
            Map.entry("position", Kind.WHOLE),
            Map.entry("propensity", Kind.NUMBER));

    private FeedbackColumns() {}

    static List<Object> pair(Interactions all, int row) {
        return List.of(
                all.users().idAt(all.user(row)),
                all.items().idAt(all.item(row)),
                (double) all.value(row),
                all.time(row),
                (double) all.rating(row),
                (double) all.weight(row));
    }

    static List<Object> event(Event event) {
        Optional<Shown> shown = event.shown();
        return List.of(
                event.id().toString(),
                event.subject().key(),
                event.item(),
                event.type().wire(),
                event.timeMillis(),
                amount(event.action()),
                extent(event.action()),
                shown.map(s -> s.requestId().toString()).orElse(""),
                shown.map(Shown::slateMillis).orElse(Long.MIN_VALUE),
                shown.map(Shown::placement).orElse(""),
                shown.map(Shown::model).orElse(""),
                shown.map(Shown::policy).orElse(""),
                shown.map(s -> (long) s.position()).orElse(Long.MIN_VALUE),
                shown.map(Shown::propensity).orElse(Double.NaN));
    }

    /** Seconds viewed, dwelt or watched, stars, quantity, or depth; NaN for none. */
    private static double amount(Action action) {
        return switch (action) {
            case Action.Viewable(double seconds) -> seconds;
            case Action.Dwell(double seconds) -> seconds;
            case Action.Watch watch -> watch.watched();
            case Action.Rating(double stars) -> stars;
            case Action.Purchase(int quantity, double _) -> quantity;
            case Action.Scroll(double depth) -> depth;
            default -> Double.NaN;
        };
    }

    /** Seconds of the whole, or the price of one; NaN for none. */
    private static double extent(Action action) {
        return switch (action) {
            case Action.Watch watch -> watch.duration();
            case Action.Purchase(int _, double price) -> price;
            default -> Double.NaN;
        };
    }
}
