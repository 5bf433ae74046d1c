package io.candor.profile;

import io.candor.event.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A profile at a time, as people look at it.
 *
 * @param subject whose it is
 * @param atMillis the time, epoch milliseconds
 * @param lastMillis of the latest event; empty when there was none
 * @param items what is known of each item, the latest first, ties by id
 * @param suppressions what is kept back, by item, scope and cause
 * @param replenish items that are due again, by id
 * @param evidence what a user vector is folded in from, the strongest first
 * @param searches what was looked for last, the latest first
 */
public record ProfileView(
        Subject subject,
        long atMillis,
        OptionalLong lastMillis,
        List<ItemView> items,
        List<Suppression> suppressions,
        List<String> replenish,
        List<Evidence> evidence,
        List<SearchView> searches) {
    public ProfileView {
        items = List.copyOf(items);
        suppressions = List.copyOf(suppressions);
        replenish = List.copyOf(replenish);
        evidence = List.copyOf(evidence);
        searches = List.copyOf(searches);
    }

    /**
     * What is known of one item.
     *
     * @param item id
     * @param score unified
     * @param preference like or dislike, 0 for neither
     * @param engagement aggregated over watch, like, rewatch, share and save, 0 to 1
     * @param confidence with which the item enters training
     * @param lastMillis of the latest event, epoch milliseconds
     * @param signals what happened
     * @param watch when something was watched
     * @param rating when there are stars
     * @param purchase when it was bought
     */
    public record ItemView(
            String item,
            double score,
            double preference,
            double engagement,
            double confidence,
            long lastMillis,
            Signals signals,
            Optional<WatchView> watch,
            Optional<RatingView> rating,
            Optional<PurchaseView> purchase) {}

    /**
     * What happened with an item.
     *
     * @param impressions how often it was shown
     * @param viewables how often it was in view
     * @param clicks how often it was opened
     * @param longestDwellSeconds how long it was open at most; empty when unknown
     * @param like whether the latest of like and dislike is a like
     * @param dislike whether the latest of like and dislike is a dislike
     */
    public record Signals(
            int impressions,
            int viewables,
            int clicks,
            Optional<Double> longestDwellSeconds,
            boolean like,
            boolean dislike,
            boolean hidden,
            boolean saved,
            boolean shared,
            boolean addedToCart) {}

    /**
     * How an item was watched.
     *
     * @param completion the largest share, 0 to 1
     * @param score completion, and the bonus when it was replayed
     * @param dropOffSeconds where it was left, when it got furthest
     */
    public record WatchView(
            double completion, double score, WatchSentiment sentiment, boolean replayed, double dropOffSeconds) {}

    /**
     * How an item was rated.
     *
     * @param stars the latest, 1 to 5
     * @param centred against the subject's mean
     */
    public record RatingView(double stars, double centred) {}

    /**
     * How an item was bought.
     *
     * @param count how often
     * @param lastMillis the last time, epoch milliseconds
     * @param returned whether it was given back since
     */
    public record PurchaseView(int count, long lastMillis, boolean returned, double score) {}

    /** What a suppression reaches. */
    public enum Scope {
        ITEM,
        CREATORS,
        SIMILAR
    }

    /**
     * What is kept back, and why.
     *
     * @param item that caused it
     * @param factor what is left of the score; 0 when removed
     * @param untilMillis epoch milliseconds; empty for ever, or until the score rises
     */
    public record Suppression(String item, Scope scope, Cause cause, double factor, OptionalLong untilMillis) {}

    /** Strength of an item in folding in. */
    public record Evidence(String item, double strength) {}

    /** A search. */
    public record SearchView(String query, long timeMillis) {}
}
