package io.candor.dataset;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** How interactions are divided into a part to train on and a part to judge by. A function of data and seed. */
public sealed interface Split {
    /**
     * The last interaction of each user who has enough is held out: the last by time, then by the order of the file.
     *
     * @param minimum least number of interactions of such a user, at least 2
     */
    record LeaveLastOut(int minimum) implements Split {
        public LeaveLastOut {
            if (minimum < 2) {
                throw new IllegalArgumentException("minimum must be at least 2, was " + minimum);
            }
        }

        @Override
        public boolean[] heldOut(Interactions interactions) {
            RowOrder order = new RowOrder(interactions);
            boolean[] heldOut = new boolean[interactions.size()];
            for (int user = 0; user < interactions.users().size(); user++) {
                if (order.count(user) >= minimum) {
                    heldOut[order.row(user, order.count(user) - 1)] = true;
                }
            }
            return heldOut;
        }
    }

    /**
     * The latest interactions of all are held out; rows of equal time stay together, in the training part.
     *
     * @param share of the rows, in (0, 1)
     */
    record Temporal(double share) implements Split {
        public Temporal {
            checkShare(share);
        }

        @Override
        public boolean[] heldOut(Interactions interactions) {
            int n = interactions.size();
            long[] times = new long[n];
            for (int row = 0; row < n; row++) {
                times[row] = interactions.time(row);
            }
            if (n == 0) {
                return new boolean[0];
            }
            Arrays.sort(times);
            long lastOfTraining = times[Math.max(0, n - 1 - (int) Math.round(n * share))];
            boolean[] heldOut = new boolean[n];
            for (int row = 0; row < n; row++) {
                heldOut[row] = interactions.time(row) > lastOfTraining;
            }
            return heldOut;
        }
    }

    /**
     * Every interaction is held out with the same probability, drawn in the order of the file.
     *
     * @param share probability, in (0, 1)
     * @param seed of the draws
     */
    record Random(double share, long seed) implements Split {
        public Random {
            checkShare(share);
        }

        @Override
        public boolean[] heldOut(Interactions interactions) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            boolean[] heldOut = new boolean[interactions.size()];
            for (int row = 0; row < heldOut.length; row++) {
                heldOut[row] = random.nextDouble() < share;
            }
            return heldOut;
        }
    }

    /**
     * Every interaction is held out in one of {@code folds} rounds, drawn in the order of the file: cross-validation.
     *
     * @param folds at least 2
     * @param fold the round, 1 to {@code folds}
     * @param seed of the draws, the same in all rounds
     */
    record Fold(int folds, int fold, long seed) implements Split {
        public Fold {
            if (folds < 2 || fold < 1 || fold > folds) {
                throw new IllegalArgumentException(
                        "fold must be 1 to folds (at least 2), was " + fold + " of " + folds);
            }
        }

        @Override
        public boolean[] heldOut(Interactions interactions) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            boolean[] heldOut = new boolean[interactions.size()];
            for (int row = 0; row < heldOut.length; row++) {
                heldOut[row] = random.nextInt(folds) == fold - 1;
            }
            return heldOut;
        }
    }

    /** Tells of each row whether it is held out, for interactions that hold each (user, item) at most once. */
    boolean[] heldOut(Interactions interactions);

    /** Divides interactions that hold each (user, item) at most once. */
    default SplitData apply(Interactions interactions) {
        return SplitData.of(interactions, heldOut(interactions));
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be above 0 and below 1, was " + share);
        }
    }
}
