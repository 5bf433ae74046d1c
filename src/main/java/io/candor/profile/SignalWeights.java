package io.candor.profile;

import java.time.Duration;

/**
 * Section {@code profiles.weights}: what each signal adds to the unified score of a subject and an item. All weights are −10
 * to 10.
 *
 * @param impression each time it was shown, up to {@code impressionCap} times
 * @param impressionCap 0 to 1,000
 * @param viewable each time it was in view, up to {@code impressionCap} times
 * @param click each time it was opened, up to {@code clickCap} times
 * @param clickCap 0 to 1,000
 * @param bounce each time it was left again within {@code bounceWithin}, up to {@code clickCap} times, unless it was open
 *     longer another time; takes the click back
 * @param bounceWithin 0 s to 1 h
 * @param dwell what the longest stay may come to: {@code dwell·(1 − exp(−seconds / dwellScale))}; 0.09 after 30 s and 0.37
 *     after 5 minutes by default
 * @param dwellScale 1 s to 1 h
 * @param watchHalf watched to half at least
 * @param watchFull watched to the end ({@link ScoreConfig#watchFull}); instead of {@code watchHalf}
 * @param rewatch played again; besides the other
 * @param ratings what the latest stars are worth
 * @param like of like and dislike the later one counts
 * @param dislike of like and dislike the later one counts
 * @param hide once
 * @param save once
 * @param share once
 * @param addToCart once
 * @param purchase once
 * @param giveBack (key {@code give_back}) once, when it was given back after the last purchase
 */
public record SignalWeights(
        double impression,
        int impressionCap,
        double viewable,
        double click,
        int clickCap,
        double bounce,
        Duration bounceWithin,
        double dwell,
        Duration dwellScale,
        double watchHalf,
        double watchFull,
        double rewatch,
        Stars ratings,
        double like,
        double dislike,
        double hide,
        double save,
        double share,
        double addToCart,
        double purchase,
        double giveBack) {
    private static final double MAX = 10;
    private static final int MAX_CAP = 1_000;

    public SignalWeights {
        Bounds.check("impression_cap", impressionCap, 0, MAX_CAP);
        Bounds.check("click_cap", clickCap, 0, MAX_CAP);
        Bounds.check("bounce_within", bounceWithin, Duration.ZERO, Duration.ofHours(1));
        Bounds.check("dwell_scale", dwellScale, Duration.ofSeconds(1), Duration.ofHours(1));
        checkWeight("impression", impression);
        checkWeight("viewable", viewable);
        checkWeight("click", click);
        checkWeight("bounce", bounce);
        checkWeight("dwell", dwell);
        checkWeight("watch_half", watchHalf);
        checkWeight("watch_full", watchFull);
        checkWeight("rewatch", rewatch);
        checkWeight("like", like);
        checkWeight("dislike", dislike);
        checkWeight("hide", hide);
        checkWeight("save", save);
        checkWeight("share", share);
        checkWeight("add_to_cart", addToCart);
        checkWeight("purchase", purchase);
        checkWeight("give_back", giveBack);
    }

    public static SignalWeights defaults() {
        return new SignalWeights(
                0.01,
                10,
                0.005,
                0.10,
                5,
                -0.10,
                Duration.ofSeconds(5),
                0.40,
                Duration.ofMinutes(2),
                0.30,
                0.60,
                1.20,
                Stars.defaults(),
                0.70,
                -1.50,
                -1.50,
                0.50,
                0.60,
                0.40,
                1.00,
                -1.50);
    }

    /** What whole stars are worth; fractions lie on the line between. All −10 to 10. */
    public record Stars(double one, double two, double three, double four, double five) {
        public Stars {
            checkWeight("one", one);
            checkWeight("two", two);
            checkWeight("three", three);
            checkWeight("four", four);
            checkWeight("five", five);
        }

        public static Stars defaults() {
            return new Stars(-1.20, -0.60, 0.10, 0.65, 0.90);
        }

        /** Returns the worth of 1 to 5 stars. */
        double of(double stars) {
            int below = (int) stars;
            double share = stars - below;
            return share == 0 ? whole(below) : (1 - share) * whole(below) + share * whole(below + 1);
        }

        private double whole(int stars) {
            return switch (stars) {
                case 1 -> one;
                case 2 -> two;
                case 3 -> three;
                case 4 -> four;
                default -> five;
            };
        }
    }

    private static void checkWeight(String field, double value) {
        Bounds.check(field, value, -MAX, MAX);
    }
}
