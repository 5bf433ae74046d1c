package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.SparseRows;
import io.candor.math.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NegativeSamplingTest {
    private static final int DRAWS = 40_000;
    private static final int USER = 3;

    private final FeedbackMatrix feedback = Feedback.random(40, 12, 0.4, 5);
    private final SparseRows interest = feedback.byUser();
    private final TrainingData data = new TrainingData(feedback, feedback, seenToo());
    private final ShuffledEntries positives = new ShuffledEntries(interest, 1);
    private final BiasedFactors model =
            BiasedFactors.random(40, interest.columns(), new SgdParameters(4, 1, 0.1, 1, 0, 0, 8, 1, 3), 0);

    @Test
    void draw_everySampler_givesNoPositiveAndRepeatsForASeed() {
        for (NegativeSampling sampling : NegativeSampling.values()) {
            List<Integer> first = draws(sampling, 9);
            assertEquals(first, draws(sampling, 9), sampling + " is a function of the seed");
            assertFalse(first.equals(draws(sampling, 10)), sampling + " follows the seed");
        }
    }

    private List<Integer> draws(NegativeSampling sampling, long seed) {
        positives.shuffle(1);
        NegativeSampler sampler = sampling.over(data, positives, model, 3);
        SplitMix64 random = new SplitMix64(seed);
        SampleBatch batch = batch();
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int user = i % interest.rows();
            int item = sampler.draw(user, random, batch);
            assertFalse(interest.contains(user, item), sampling + " drew a positive");
            drawn.add(item);
        }
        return drawn;
    }

    @Test
    void draw_uniform_givesAllOthersAlike() {
        double[] expected = new double[interest.columns()];
        for (int item = 0; item < expected.length; item++) {
            expected[item] = 1;
        }
        assertDistribution(NegativeSampling.UNIFORM, expected);
    }

    @Test
    void draw_popular_givesThemByCountToThreeQuarters() {
        double[] expected = new double[interest.columns()];
        for (int item = 0; item < expected.length; item++) {
            expected[item] = Math.pow(feedback.byItem().length(item), 0.75);
        }
        assertDistribution(NegativeSampling.POPULAR, expected);
    }

    @Test
    void draw_inBatch_givesThemByCount() {
        double[] expected = new double[interest.columns()];
        for (int item = 0; item < expected.length; item++) {
            expected[item] = feedback.byItem().length(item);
        }
        assertDistribution(NegativeSampling.IN_BATCH, expected);
    }

    @Test
    void draw_examined_givesWhatWasLeftByWeightOneTimeInTwo() {
        double[] expected = new double[interest.columns()];
        double left = 0;
        for (int item = 0; item < expected.length; item++) {
            left += interest.contains(USER, item) ? 0 : item % 3;
        }
        for (int item = 0; item < expected.length; item++) {
            expected[item] = 0.5 / (interest.columns() - interest.length(USER)) + 0.5 * (item % 3) / left;
        }
        assertDistribution(NegativeSampling.EXAMINED, expected);
    }

    @Test
    void draw_itemsOfInterestThatWereLeftAtTimes_givesThemAsOften() {
        InteractionsBuilder builder = new InteractionsBuilder();
        float[] targets = new float[interest.columns()];
        for (int item = 0; item < targets.length; item++) {
            builder.add("u", "i" + item, 1, 0, 1, 1);
            targets[item] = item % 4 / 3f;
        }
        TrainingData left = TrainingData.of(builder.build().withTargets(targets), 1);
        for (NegativeSampling sampling : List.of(NegativeSampling.UNIFORM, NegativeSampling.EXAMINED)) {
            NegativeSampler sampler = sampling.over(left, positives, model, 1);
            SplitMix64 random = new SplitMix64(4);
            int[] counts = new int[4];
            for (int i = 0; i < DRAWS; i++) {
                counts[sampler.draw(0, random, batch()) % 4]++;
            }
            for (int of = 0; of < 4; of++) {
                double p = (3 - of) / 6.0;
                double error = Math.sqrt(p * (1 - p) / DRAWS);
                assertEquals(p, (double) counts[of] / DRAWS, 5 * error, sampling + " " + of);
            }
        }
    }

    /** The items of interest, and all others whose number is no multiple of three, weighing the remainder, which were left. */
    private FeedbackMatrix seenToo() {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int user = 0; user < interest.rows(); user++) {
            for (int item = 0; item < interest.columns(); item++) {
                // Ordinals follow first occurrence: the first user names all items.
                builder.add("u" + user, "i" + item, 1, 0, 1, Math.max(1e-30f, item % 3));
            }
        }
        Interactions seen = builder.build();
        return FeedbackMatrix.of(seen, seen::value, row -> interest.contains(seen.user(row), seen.item(row)) ? 1 : 0);
    }

    /** Compares frequencies with the distribution restricted to the user's other items, within five standard errors. */
    private void assertDistribution(NegativeSampling sampling, double[] expected) {
        positives.shuffle(1);
        NegativeSampler sampler = sampling.over(data, positives, model, 1);
        int user = USER;
        double sum = 0;
        for (int item = 0; item < expected.length; item++) {
            expected[item] = interest.contains(user, item) ? 0 : expected[item];
            sum += expected[item];
        }
        int[] counts = new int[expected.length];
        SplitMix64 random = new SplitMix64(4);
        SampleBatch batch = batch();
        for (int i = 0; i < DRAWS; i++) {
            counts[sampler.draw(user, random, batch)]++;
        }
        for (int item = 0; item < expected.length; item++) {
            double p = expected[item] / sum;
            assertEquals(p, (double) counts[item] / DRAWS, 5 * Math.sqrt(p * (1 - p) / DRAWS), sampling + " " + item);
        }
    }

    @Test
    void draw_hard_ranksAboveUniform() {
        double hard = meanScore(NegativeSampling.HARD);
        double uniform = meanScore(NegativeSampling.UNIFORM);
        assertTrue(hard > uniform, hard + " against " + uniform);
    }

    private double meanScore(NegativeSampling sampling) {
        NegativeSampler sampler = sampling.over(data, positives, model, 4);
        SplitMix64 random = new SplitMix64(8);
        double sum = 0;
        for (int i = 0; i < 2_000; i++) {
            int user = i % interest.rows();
            int item = sampler.draw(user, random, batch());
            for (int k = 0; k < 4; k++) {
                sum += model.users[user * 4 + k] * model.items[item * 4 + k];
            }
        }
        return sum;
    }

    @Test
    void draw_userOfAlmostAllAndOfAll_getsTheLastAndNone() {
        FeedbackMatrix all = Feedback.of("a x", "a y", "a z", "b x", "b y");
        ShuffledEntries entries = new ShuffledEntries(all.byUser(), 1);
        entries.shuffle(1);
        BiasedFactors small = BiasedFactors.random(2, 3, new SgdParameters(2, 1, 0.1, 1, 0, 0, 8, 1, 3), 0);
        SampleBatch batch = new SampleBatch(5, 2);
        batch.count = 5;
        for (NegativeSampling sampling : NegativeSampling.values()) {
            NegativeSampler sampler = sampling.over(new TrainingData(all, all), entries, small, 3);
            assertEquals(SampleBatch.NONE, sampler.draw(0, new SplitMix64(1), batch), sampling.toString());
            assertEquals(2, sampler.draw(1, new SplitMix64(1), batch), sampling.toString());
        }
    }

    private SampleBatch batch() {
        SampleBatch batch = new SampleBatch(positives.size(), 4);
        batch.count = positives.size();
        return batch;
    }
}
