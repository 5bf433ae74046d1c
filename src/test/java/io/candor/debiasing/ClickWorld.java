package io.candor.debiasing;

import io.candor.exploration.DrawPool;
import io.candor.exploration.ExplorationConfig;
import io.candor.exploration.Marginals;
import io.candor.exploration.PageState;
import io.candor.math.SplitMix64;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Users and items of which it is known what is relevant, and a policy that shows above all what is popular: slates of ten by
 * Plackett-Luce, clicked with θ_k·γ_ui, θ_k = 1/k. A function of the seed.
 */
final class ClickWorld {
    static final int USERS = 150;
    static final int ITEMS = 60;
    private static final int SLOTS = 10;
    private static final int TASTES = 4;
    private static final double TASTE = 1.3;
    private static final double BASE = -1.5;
    private static final double POPULAR = 1.6;
    private static final double KNOWN = 0.35;

    /** γ, shape (users × items). */
    private final double[][] relevance = new double[USERS][ITEMS];

    private final double[][] logits = new double[USERS][ITEMS];
    private final double[] popularity = new double[ITEMS];
    /** Σ_k P(item at k)·θ_k. */
    private final double[][] expected = new double[USERS][ITEMS];

    ClickWorld(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[][] items = normal(ITEMS, random);
        for (int item = 0; item < ITEMS; item++) {
            popularity[item] = random.nextGaussian();
        }
        double[][] users = normal(USERS, random);
        for (int user = 0; user < USERS; user++) {
            for (int item = 0; item < ITEMS; item++) {
                double taste = 0;
                for (int k = 0; k < TASTES; k++) {
                    taste += users[user][k] * items[item][k] / Math.sqrt(TASTES);
                }
                double truth = TASTE * taste + 0.5 * popularity[item];
                relevance[user][item] = 1 / (1 + Math.exp(-(BASE + truth)));
                logits[user][item] = POPULAR * popularity[item] + KNOWN * truth;
            }
            marginals(user);
        }
    }

    private static double[][] normal(int rows, SplitMix64 random) {
        double[][] rowsOf = new double[rows][TASTES];
        for (double[] row : rowsOf) {
            for (int k = 0; k < TASTES; k++) {
                row[k] = random.nextGaussian();
            }
        }
        return rowsOf;
    }

    private void marginals(int user) {
        DrawPool pool = new DrawPool(ITEMS);
        pool.reset(SLOTS, 0);
        for (int item = 0; item < ITEMS; item++) {
            pool.add((float) logits[user][item], (float) logits[user][item]);
        }
        double[] at = new double[ITEMS * SLOTS];
        new Marginals()
                .vectors(
                        ExplorationConfig.of("plackett_luce", Map.of("temperature", 1.0, "floor", 0.0)),
                        pool,
                        PageState.FIRST,
                        IntStream.range(0, ITEMS).toArray(),
                        ITEMS,
                        at);
        for (int item = 0; item < ITEMS; item++) {
            for (int k = 0; k < SLOTS; k++) {
                expected[user][item] += at[item * SLOTS + k] * theta(k);
            }
        }
    }

    private static double theta(int slot) {
        return 1.0 / (slot + 1);
    }

    /** Shows slates, to every user in turn, and tells all of them what came of it. */
    void run(int requests, long seed, Collection<ExposureTally> tallies) {
        SplitMix64 random = new SplitMix64(seed);
        double[] keys = new double[ITEMS];
        for (int request = 0; request < requests; request++) {
            int user = request % USERS;
            String name = Integer.toString(user);
            tallies.forEach(tally -> tally.request(name));
            for (int item = 0; item < ITEMS; item++) {
                keys[item] = logits[user][item] - Math.log(-Math.log(1 - random.nextDouble()));
            }
            int[] order = order(keys);
            for (int slot = 0; slot < SLOTS; slot++) {
                int item = order[slot];
                ExposureTally.Impression shown = new ExposureTally.Impression(
                        Integer.toString(item),
                        request,
                        theta(slot),
                        expected[user][item],
                        random.nextDouble() < theta(slot) * relevance[user][item]);
                tallies.forEach(tally -> tally.add(name, shown));
            }
        }
    }

    /** Returns the mean nDCG@10 with the relevance as gain. */
    double quality(double[][] scores) {
        double sum = 0;
        for (int user = 0; user < USERS; user++) {
            sum += gain(relevance[user], order(scores[user])) / gain(relevance[user], order(relevance[user]));
        }
        return sum / USERS;
    }

    double loggerQuality() {
        return quality(logits);
    }

    double popularityQuality() {
        double[][] scores = new double[USERS][];
        Arrays.fill(scores, popularity);
        return quality(scores);
    }

    private static double gain(double[] gains, int[] order) {
        double sum = 0;
        for (int k = 0; k < SLOTS; k++) {
            sum += gains[order[k]] * Math.log(2) / Math.log(k + 2.0);
        }
        return sum;
    }

    private static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
