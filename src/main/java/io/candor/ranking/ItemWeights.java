package io.candor.ranking;

import io.candor.catalog.CatalogSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What of a ranking depends on the item and the time alone, whoever asks:
 *
 * <pre>
 *   w_r·2^(−age/h) − β·ln(1 + n) + season
 * </pre>
 *
 * It is logged with every slate that was drawn, so that others can be tried on the log. Immutable, thread-safe.
 *
 * @param recencyWeight w_r, as in {@link RankingConfig}; so are the others
 * @param recencyHalfLife h
 * @param popularityExponent β
 * @param seasonBoost of an item that is in one of its seasons
 */
public record ItemWeights(
        double recencyWeight, Duration recencyHalfLife, double popularityExponent, double seasonBoost) {
    private static final double MAX_POPULARITY_EXPONENT = 2;
    private static final double LN_2 = Math.log(2);
    private static final double MILLIS_PER_SECOND = 1_000;

    public ItemWeights {
        check(recencyWeight, recencyHalfLife, popularityExponent, seasonBoost);
    }

    static void check(double recencyWeight, Duration recencyHalfLife, double popularityExponent, double seasonBoost) {
        SourceWeights.checkFinite("recency_weight", recencyWeight);
        SourceWeights.checkFinite("season_boost", seasonBoost);
        if (!recencyHalfLife.isPositive()) {
            throw new IllegalArgumentException("recency_half_life must be positive, was " + recencyHalfLife);
        }
        if (!(popularityExponent >= 0 && popularityExponent <= MAX_POPULARITY_EXPONENT)) {
            throw new IllegalArgumentException(
                    "popularity_exponent must be 0 to " + MAX_POPULARITY_EXPONENT + ", was " + popularityExponent);
        }
    }

    /** Returns the numbers as they are logged, by name, durations in seconds; {@link #logged} reads them again. */
    public Map<String, Double> parameters() {
        return Map.of(
                "recency_weight", recencyWeight,
                "recency_half_life", recencyHalfLife.toMillis() / MILLIS_PER_SECOND,
                "popularity_exponent", popularityExponent,
                "season_boost", seasonBoost);
    }

    /**
     * Returns what was logged, empty when it was not.
     *
     * @throws IllegalArgumentException when a number is out of bounds
     */
    public static Optional<ItemWeights> logged(Map<String, Double> parameters) {
        Double recency = parameters.get("recency_weight");
        Double halfLife = parameters.get("recency_half_life");
        Double popularity = parameters.get("popularity_exponent");
        Double season = parameters.get("season_boost");
        return recency == null || halfLife == null || popularity == null || season == null
                ? Optional.empty()
                : Optional.of(new ItemWeights(
                        recency, Duration.ofMillis(Math.round(halfLife * MILLIS_PER_SECOND)), popularity, season));
    }

    /** Returns the sum of all terms for an item at a time, epoch milliseconds. */
    public double at(CatalogSnapshot catalog, int ordinal, long nowMillis) {
        double halfLifeMillis = recencyHalfLife.toMillis();
        return recency(recencyWeight, halfLifeMillis, nowMillis, catalog.publishedAt(ordinal))
                + popularity(popularityExponent, catalog.popularity(ordinal))
                + season(seasonBoost, catalog.seasonal(ordinal));
    }

    /** Returns what the date of an item adds; 0 for one without. */
    static double recency(double weight, double halfLifeMillis, long nowMillis, long published) {
        return published == CatalogSnapshot.NO_DATE
                ? 0
                : weight * Math.exp(-LN_2 * (Math.max(0, (double) nowMillis - published) / halfLifeMillis));
    }

    static double popularity(double exponent, float occurrences) {
        return -exponent * Math.log1p(occurrences);
    }

    static double season(double boost, boolean seasonal) {
        return seasonal ? boost : 0;
    }
}
