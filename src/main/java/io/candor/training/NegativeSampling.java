package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.SplitMix64;
import io.candor.math.VectorKernels;

/**
 * From which distribution the negatives of a user come.
 *
 * <p>All draw until an item is none of the user's, so that each gives its distribution restricted to those; after {@value
 * #TRIES} tries, which only users of nearly everything need, the next such item after a uniform one is taken.
 */
enum NegativeSampling {
    /** All items alike. */
    UNIFORM {
        @Override
        NegativeSampler over(SparseRows interest, ShuffledEntries positives, BiasedFactors model, int pool) {
            return (user, random, batch) -> uniform(interest, user, random);
        }
    },
    /** By count^0.75 (Mikolov et al. 2013, "Distributed representations of words and phrases", section 2.2). */
    POPULAR {
        @Override
        NegativeSampler over(SparseRows interest, ShuffledEntries positives, BiasedFactors model, int pool) {
            double[] weights = new double[interest.columns()];
            for (int p = 0; p < interest.entries(); p++) {
                weights[interest.column(p)]++;
            }
            for (int item = 0; item < weights.length; item++) {
                weights[item] = Math.pow(weights[item], POPULARITY_EXPONENT);
            }
            AliasTable table = new AliasTable(weights);
            return (user, random, batch) -> {
                for (int t = 0; t < TRIES; t++) {
                    int item = table.draw(random);
                    if (!interest.contains(user, item)) {
                        return item;
                    }
                }
                return next(interest, user, random);
            };
        }
    },
    /**
     * The one the model ranks first of a pool of uniform ones, so that it comes from the user's top list (Zhang, Chen, Wang, Yu
     * 2013, "Optimizing top-n collaborative filtering via dynamic negative item sampling").
     */
    HARD {
        @Override
        NegativeSampler over(SparseRows interest, ShuffledEntries positives, BiasedFactors model, int pool) {
            return (user, random, batch) -> {
                int best = SampleBatch.NONE;
                float bestScore = Float.NEGATIVE_INFINITY;
                for (int t = 0; t < pool; t++) {
                    int item = uniform(interest, user, random);
                    if (item == SampleBatch.NONE) {
                        return item;
                    }
                    float score = model.itemBias[item]
                            + VectorKernels.dot(
                                    model.users, user * model.dims, model.items, item * model.dims, model.dims);
                    if (best == SampleBatch.NONE || score > bestScore) {
                        best = item;
                        bestScore = score;
                    }
                }
                return best;
            };
        }
    },
    /** The items of interest of the other samples of the batch: by count (Hidasi et al. 2016, section 3.1.2). */
    IN_BATCH {
        @Override
        NegativeSampler over(SparseRows interest, ShuffledEntries positives, BiasedFactors model, int pool) {
            return (user, random, batch) -> {
                for (int t = 0; t < TRIES; t++) {
                    int item = positives.item(batch.from + random.nextInt(batch.count));
                    if (!interest.contains(user, item)) {
                        return item;
                    }
                }
                return next(interest, user, random);
            };
        }
    };

    private static final double POPULARITY_EXPONENT = 0.75;
    private static final int TRIES = 64;

    /**
     * Returns the sampler.
     *
     * @param interest by user
     * @param positives its entries in the order of the pass
     * @param model read by {@link #HARD} only, as it is while a batch is drawn
     * @param pool from how many {@link #HARD} chooses
     */
    abstract NegativeSampler over(SparseRows interest, ShuffledEntries positives, BiasedFactors model, int pool);

    private static int uniform(SparseRows interest, int user, SplitMix64 random) {
        for (int t = 0; t < TRIES; t++) {
            int item = random.nextInt(interest.columns());
            if (!interest.contains(user, item)) {
                return item;
            }
        }
        return next(interest, user, random);
    }

    /** Returns the first item from a uniform one on, around the end, that is none of the user's. */
    private static int next(SparseRows interest, int user, SplitMix64 random) {
        int items = interest.columns();
        int start = random.nextInt(items);
        for (int i = 0; i < items; i++) {
            int item = (start + i) % items;
            if (!interest.contains(user, item)) {
                return item;
            }
        }
        return SampleBatch.NONE;
    }
}
