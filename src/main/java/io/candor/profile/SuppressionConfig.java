package io.candor.profile;

import java.time.Duration;

/**
 * Section {@code profiles.suppression}: what is kept back, and for how long. Durations are up to 100,000 days; what is not
 * said to end lasts for ever.
 *
 * @param dislikeDamping how long items like a disliked one are damped
 * @param hideCreators how long the creators of a hidden item are kept back
 * @param returnDamping how long items like one that was given back are damped
 * @param similarFactor what similar items keep of their score, above 0 to 1
 * @param similarCosine cosine of the factors from which items are similar, 0 to 1
 * @param maxDampers damping items at most, the most recent ones, 0 to 1,000
 * @param purchase how long something bought is kept back, unless it is replenished; 0s for ever
 * @param completed how long something watched to the end is kept back; 0s for ever
 * @param replenishAfter how long something bought repeatedly is kept back at least
 * @param fatigueViews views without opening after which an item is kept back, 1 to {@value ItemSignals#VIEWS_KEPT}
 * @param fatigueHard how long after the last of them
 * @param fatigueRecovery how long its score then takes to recover
 * @param fatigueFactor what it keeps of its score when the recovery begins, above 0 to 1
 */
public record SuppressionConfig(
        Duration dislikeDamping,
        Duration hideCreators,
        Duration returnDamping,
        double similarFactor,
        double similarCosine,
        int maxDampers,
        Duration purchase,
        Duration completed,
        Duration replenishAfter,
        int fatigueViews,
        Duration fatigueHard,
        Duration fatigueRecovery,
        double fatigueFactor) {
    private static final Duration LONGEST = Duration.ofDays(100_000);

    public SuppressionConfig {
        checkLifetime("dislike_damping", dislikeDamping);
        checkLifetime("hide_creators", hideCreators);
        checkLifetime("return_damping", returnDamping);
        Bounds.checkShare("similar_factor", similarFactor);
        Bounds.check("similar_cosine", similarCosine, 0, 1);
        Bounds.check("max_dampers", maxDampers, 0, 1_000);
        checkLifetime("purchase", purchase);
        checkLifetime("completed", completed);
        checkLifetime("replenish_after", replenishAfter);
        Bounds.check("fatigue_views", fatigueViews, 1, ItemSignals.VIEWS_KEPT);
        checkLifetime("fatigue_hard", fatigueHard);
        checkLifetime("fatigue_recovery", fatigueRecovery);
        Bounds.checkShare("fatigue_factor", fatigueFactor);
    }

    public static SuppressionConfig defaults() {
        return new SuppressionConfig(
                Duration.ofDays(180),
                Duration.ofDays(30),
                Duration.ofDays(90),
                0.5,
                0.8,
                20,
                Duration.ZERO,
                Duration.ofDays(90),
                Duration.ofDays(7),
                5,
                Duration.ofDays(14),
                Duration.ofDays(140),
                0.2);
    }

    private static void checkLifetime(String field, Duration value) {
        Bounds.check(field, value, Duration.ZERO, LONGEST);
    }
}
