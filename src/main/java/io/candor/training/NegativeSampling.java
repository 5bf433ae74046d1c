package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.SplitMix64;
import io.candor.math.VectorKernels;
import java.util.Arrays;

/**
 * From which distribution the negatives of a user come.
 *
 * <p>All draw until an item is none of the user's, so that each gives its distribution restricted to those; one that is, but whose
 * target is below 1, is taken as often as it was left, 1 − target. After {@value #TRIES} tries, which only users of nearly everything
 * need, the next item after a uniform one is taken that is none of the user's.
 */
enum NegativeSampling {
    /** All items alike. */
    UNIFORM {
        @Override
        NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool) {
            int items = data.items();
            return others(data.interest().byUser(), (random, batch) -> random.nextInt(items));
        }
    },
    /** By count^0.75 (Mikolov et al. 2013, "Distributed representations of words and phrases", section 2.2). */
    POPULAR {
        @Override
        NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool) {
            double[] weights = new double[data.items()];
            for (int item = 0; item < weights.length; item++) {
                weights[item] = Math.pow(data.interest().byItem().length(item), POPULARITY_EXPONENT);
            }
            AliasTable table = new AliasTable(weights);
            return others(data.interest().byUser(), (random, batch) -> table.draw(random));
        }
    },
    /**
     * The one the model ranks first of a pool of uniform ones, so that it comes from the user's top list (Zhang, Chen, Wang, Yu
     * 2013, "Optimizing top-n collaborative filtering via dynamic negative item sampling").
     */
    HARD {
        @Override
        NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool) {
            NegativeSampler uniform = UNIFORM.over(data, positives, model, pool);
            return (user, random, batch) -> {
                int best = SampleBatch.NONE;
                float bestScore = Float.NEGATIVE_INFINITY;
                for (int t = 0; t < pool; t++) {
                    int item = uniform.draw(user, random, batch);
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
        NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool) {
            return others(
                    data.interest().byUser(),
                    (random, batch) -> positives.item(batch.from + random.nextInt(batch.count)));
        }
    },
    /**
     * One time in two what the user looked at and left, by how much of its weight is not pulled; else, and for users of whom nothing
     * such is known, all alike.
     */
    EXAMINED {
        @Override
        NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool) {
            NegativeSampler uniform = UNIFORM.over(data, positives, model, pool);
            SparseRows observed = data.observed().byUser();
            double[] until = weightsLeft(observed);
            return (user, random, batch) -> {
                int start = observed.start(user);
                int end = observed.end(user);
                if (start == end || until[end - 1] == 0 || random.nextInt(2) == 0) {
                    return uniform.draw(user, random, batch);
                }
                int at = Arrays.binarySearch(until, start, end, random.nextDouble() * until[end - 1]);
                // The first entry that reaches beyond it: after an equal one, at the insertion point else.
                int first = at < 0 ? -at - 1 : at + 1;
                while (until[first] == (first == start ? 0 : until[first - 1])) {
                    first++;
                }
                return observed.column(first);
            };
        }
    };

    private static final double POPULARITY_EXPONENT = 0.75;
    private static final int TRIES = 64;

    /**
     * Returns the sampler.
     *
     * @param positives the entries of interest in the order of the pass
     * @param model read by {@link #HARD} only, as it is while a batch is drawn
     * @param pool from how many {@link #HARD} chooses
     */
    abstract NegativeSampler over(TrainingData data, ShuffledEntries positives, BiasedFactors model, int pool);

    /** Draws an item, whoever the user is. */
    @FunctionalInterface
    private interface Proposal {
        int draw(SplitMix64 random, SampleBatch batch);
    }

    private static NegativeSampler others(SparseRows interest, Proposal proposal) {
        return (user, random, batch) -> {
            for (int t = 0; t < TRIES; t++) {
                int item = proposal.draw(random, batch);
                int at = interest.position(user, item);
                if (at < 0 || (interest.target(at) < 1 && random.nextDouble() >= interest.target(at))) {
                    return item;
                }
            }
            return next(interest, user, random);
        };
    }

    /** Returns what is left of the weights of each user's entries, cumulated along the row. */
    private static double[] weightsLeft(SparseRows observed) {
        double[] until = new double[observed.entries()];
        for (int user = 0; user < observed.rows(); user++) {
            double sum = 0;
            for (int p = observed.start(user); p < observed.end(user); p++) {
                sum += observed.weight(p) * Math.max(0, 1 - (double) observed.target(p));
                until[p] = sum;
            }
        }
        return until;
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
