package io.candor.dataset;

import io.candor.catalog.Item;
import io.candor.catalog.Season;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Prepares feedback: the scale of ratings, the age of rows, and what was bought for somebody else. Stateless. */
public final class FeedbackShaping {
    private static final double LEAST_LEFT = 1e-6;
    private static final long DAY_MILLIS = 86_400_000;
    private static final int YEAR_DAYS = 365;

    private FeedbackShaping() {}

    /**
     * Returns the same rows with other values, ratings and weights.
     *
     * @param items what is known of items, by id; used for categories and seasons
     */
    public static Interactions apply(Interactions all, ShapingSettings settings, Map<String, Item> items) {
        if (settings.equals(ShapingSettings.defaults())) {
            return all;
        }
        float[] weights = weights(all);
        List<Optional<Item>> known = known(all, items);
        if (!settings.decayHalfLife().isZero()) {
            decay(all, settings.decayHalfLife(), known, weights);
        }
        if (settings.oneOff() < 1) {
            weighOneOffs(all, settings.oneOff(), known, weights);
        }
        return withRatings(all, RatingScale.of(all, settings), weights);
    }

    /**
     * Returns both parts of a split, shaped by what the training part alone tells: the training part as {@link #apply(Interactions,
     * ShapingSettings, Map)} makes it, and what is held out with its values and ratings on the same scale.
     */
    public static SplitData apply(SplitData parts, ShapingSettings settings, Map<String, Item> items) {
        Interactions heldOut = parts.heldOut();
        return new SplitData(
                apply(parts.training(), settings, items),
                settings.centre() || settings.jCurve()
                        ? withRatings(heldOut, RatingScale.of(parts.training(), settings), weights(heldOut))
                        : heldOut);
    }

    private static Interactions withRatings(Interactions all, RatingScale scale, float[] weights) {
        float[] ratings = new float[all.size()];
        float[] values = new float[all.size()];
        for (int row = 0; row < ratings.length; row++) {
            ratings[row] = scale.of(all.user(row), all.rating(row));
            values[row] = all.valuesAreRatings() ? ratings[row] : all.value(row);
        }
        return all.with(values, ratings, weights);
    }

    private static float[] weights(Interactions all) {
        float[] weights = new float[all.size()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = all.weight(row);
        }
        return weights;
    }

    private static List<Optional<Item>> known(Interactions all, Map<String, Item> items) {
        return IntStream.range(0, all.items().size())
                .mapToObj(item -> Optional.ofNullable(items.get(all.items().idAt(item))))
                .toList();
    }

    /** Halves weights by age; of an item with seasons only the days in season count. */
    private static void decay(Interactions all, Duration halfLife, List<Optional<Item>> known, float[] weights) {
        long end = all.lastTime();
        double halfLifeMillis = halfLife.toMillis();
        for (int row = 0; row < all.size(); row++) {
            long time = all.time(row);
            if (time != Interactions.NO_TIME) {
                double inSeason = known.get(all.item(row))
                        .map(item -> shareInSeason(item.seasons(), time, end))
                        .orElse(1.0);
                double left = Math.pow(2, -inSeason * (end - time) / halfLifeMillis);
                weights[row] *= (float) Math.max(LEAST_LEFT, left);
            }
        }
    }

    /** Returns which share of the days between two times lies in season, looking at a year at most; 1 without seasons. */
    static double shareInSeason(List<Season> seasons, long fromMillis, long untilMillis) {
        if (seasons.isEmpty()) {
            return 1;
        }
        int days = Math.clamp((untilMillis - fromMillis) / DAY_MILLIS, 1, YEAR_DAYS);
        LocalDate first = LocalDate.ofInstant(Instant.ofEpochMilli(untilMillis), ZoneOffset.UTC)
                .minusDays(days - 1L);
        int inside = 0;
        for (int day = 0; day < days; day++) {
            MonthDay date = MonthDay.from(first.plusDays(day));
            inside += seasons.stream().anyMatch(season -> season.contains(date)) ? 1 : 0;
        }
        return (double) inside / days;
    }

    /** Weighs down what shares no category with anything else of its user and was not repeated (weight above 1). */
    private static void weighOneOffs(Interactions all, double factor, List<Optional<Item>> known, float[] weights) {
        RowOrder order = new RowOrder(all);
        for (int user = 0; user < all.users().size(); user++) {
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < order.count(user); i++) {
                categories(all, known, order.row(user, i)).forEach(category -> counts.merge(category, 1, Integer::sum));
            }
            for (int i = 0; i < order.count(user); i++) {
                int row = order.row(user, i);
                List<String> categories = categories(all, known, row);
                boolean alone = !categories.isEmpty()
                        && categories.stream().allMatch(category -> counts.getOrDefault(category, 0) == 1);
                if (alone && all.weight(row) <= 1) {
                    weights[row] *= (float) factor;
                }
            }
        }
    }

    private static List<String> categories(Interactions all, List<Optional<Item>> known, int row) {
        return known.get(all.item(row)).map(Item::categories).orElse(List.of());
    }
}
