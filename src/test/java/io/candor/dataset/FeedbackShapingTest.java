package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Item;
import io.candor.catalog.Season;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FeedbackShapingTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long END = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();

    @Test
    void apply_defaults_changesNothing() {
        Interactions all = ratings("a x 5 0");
        assertSame(all, FeedbackShaping.apply(all, ShapingSettings.defaults(), Map.of()));
    }

    @Test
    void apply_centre_measuresAgainstTheUsersMean() {
        // a: 5, 4, 1 with mean 3.333; b: 3, 4, 5 with mean 4; c has one rating, measured against (4·mean + 2)/5.
        Interactions centred = apply(
                new ShapingSettings(true, false, Duration.ZERO, 1),
                ratings("a x 5 0", "a y 4 0", "a z 1 0", "b x 3 0", "b y 4 0", "b z 5 0", "c x 2 0"));
        double mean = 24.0 / 7;
        double[] expected = {5 / 3.0, 2 / 3.0, -7 / 3.0, -1, 0, 1, 2 - (4 * mean + 2) / 5};
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row], centred.value(row), 1e-6);
            assertEquals(centred.value(row), centred.rating(row));
        }
    }

    @Test
    void apply_jCurve_pullsTheCrowdedEndsInAndKeepsTheOrder() {
        Interactions straight = apply(
                new ShapingSettings(false, true, Duration.ZERO, 1),
                ratings(
                        "a a 1 0", "a b 1 0", "a c 1 0", "a d 2 0", "a e 3 0", "a f 4 0", "a g 5 0", "a h 5 0",
                        "a i 5 0", "a j 5 0", "a k 5 0", "a l 5 0"));
        for (int row = 1; row < straight.size(); row++) {
            assertTrue(straight.rating(row) >= straight.rating(row - 1));
        }
        // Mid-ranks: 1 → 1.5/12, 5 → 9/12; mean 42/12, variance 181/12 − mean².
        double deviation = Math.sqrt(182 / 12.0 - Math.pow(42 / 12.0, 2));
        assertEquals(3.5 - 1.15034938 * deviation, straight.rating(0), 1e-4);
        assertEquals(3.5 + 0.67448975 * deviation, straight.rating(11), 1e-4);
    }

    @Test
    void apply_decay_halvesTheWeightByHalfLife() {
        Interactions decayed = apply(
                new ShapingSettings(false, false, Duration.ofDays(10), 1),
                ratings("a x 1 " + END, "a y 1 " + (END - 10 * DAY), "a z 1 " + (END - 30 * DAY), "a t 1 -"));
        assertEquals(1, decayed.weight(0));
        assertEquals(0.5f, decayed.weight(1), 1e-6);
        assertEquals(0.125f, decayed.weight(2), 1e-6);
        assertEquals(1, decayed.weight(3), "without a time nothing is old");
    }

    @Test
    void apply_decayOfASeasonalItem_countsDaysInSeasonOnly() {
        List<Season> december = List.of(new Season(MonthDay.of(12, 1), MonthDay.of(12, 31)));
        // Half a year from the first of January to the end of June holds no December; a year holds 31 days of it.
        assertEquals(0, FeedbackShaping.shareInSeason(december, END - 180 * DAY, END));
        assertEquals(31 / 365.0, FeedbackShaping.shareInSeason(december, END - 800 * DAY, END), 1e-9);
        assertEquals(1, FeedbackShaping.shareInSeason(List.of(), END - 800 * DAY, END));
        Interactions decayed = FeedbackShaping.apply(
                ratings("a x 1 " + (END - 180 * DAY), "b y 1 " + END),
                new ShapingSettings(false, false, Duration.ofDays(10), 1),
                Map.of("x", item("x", List.of(), december)));
        assertEquals(1, decayed.weight(0));
    }

    @Test
    void apply_oneOff_weighsDownWhatSharesNoCategoryUnlessRepeated() {
        InteractionsBuilder builder = new InteractionsBuilder();
        builder.add("a", "lego", 1, 0, Float.NaN, 1);
        builder.add("a", "novel", 1, 0, Float.NaN, 1);
        builder.add("a", "poems", 1, 0, Float.NaN, 1);
        builder.add("a", "coffee", 1, 0, Float.NaN, 2);
        builder.add("b", "unknown", 1, 0, Float.NaN, 1);
        Interactions weighed = FeedbackShaping.apply(
                builder.build(),
                new ShapingSettings(false, false, Duration.ZERO, 0.25),
                Map.of(
                        "lego", item("lego", List.of("toys"), List.of()),
                        "novel", item("novel", List.of("books"), List.of()),
                        "poems", item("poems", List.of("books", "verse"), List.of()),
                        "coffee", item("coffee", List.of("food"), List.of())));
        float[] expected = {0.25f, 1, 1, 2, 1};
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row], weighed.weight(row), "row " + row);
        }
    }

    @Test
    void apply_split_putsWhatIsHeldOutOnTheScaleOfTheRest() {
        Interactions training = ratings("a x 1 0", "a y 3 0", "b x 3 0", "b y 5 0");
        ShapingSettings settings = new ShapingSettings(true, true, Duration.ofDays(1), 0.5);
        // Of the user's own ids and items; 4 lies between the 3 and the 5 that were learnt from, 7 beyond all.
        for (float rating : new float[] {1, 3, 4, 7}) {
            Interactions heldOut = ratings("a x " + rating + " " + END);
            SplitData shaped = FeedbackShaping.apply(new SplitData(training, heldOut), settings, Map.of());
            assertEquals(
                    FeedbackShaping.apply(training, settings, Map.of()).rating(1),
                    shaped.training().rating(1));
            float low = shaped.training().rating(0);
            float middle = shaped.training().rating(1);
            float found = shaped.heldOut().rating(0);
            assertEquals(shaped.heldOut().value(0), found);
            assertEquals(1, shaped.heldOut().weight(0), "what is held out does not age");
            assertTrue(rating != 1 || found == low);
            assertTrue(rating != 3 || found == middle);
            assertTrue(rating <= 3 || (found > middle && found < 10), "rating " + rating + " became " + found);
        }
    }

    @Test
    void settings_outOfBounds_areRefused() {
        for (double oneOff : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new ShapingSettings(false, false, Duration.ZERO, oneOff));
        }
        assertThrows(IllegalArgumentException.class, () -> new ShapingSettings(false, false, Duration.ofDays(-1), 1));
    }

    private static Interactions apply(ShapingSettings settings, Interactions all) {
        return FeedbackShaping.apply(all, settings, Map.of());
    }

    /** Returns interactions of rows {@code user item rating time}. */
    private static Interactions ratings(String... rows) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (String row : rows) {
            String[] fields = row.split(" ", -1);
            long time = fields[3].equals("-") ? Interactions.NO_TIME : Long.parseLong(fields[3]);
            builder.add(fields[0], fields[1], Float.parseFloat(fields[2]), time);
        }
        return builder.build();
    }

    private static Item item(String id, List<String> categories, List<Season> seasons) {
        Item bare = Item.ofId(id);
        return new Item(
                id,
                categories,
                List.of(),
                bare.publishedAt(),
                bare.price(),
                true,
                bare.availability(),
                seasons,
                0,
                Map.of(),
                List.of());
    }
}
