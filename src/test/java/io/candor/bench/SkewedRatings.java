package io.candor.bench;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.math.SplitMix64;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Generated interactions with something to learn in them: items belong to tastes, and their popularity falls as a power of their rank;
 * users have a few tastes, and their numbers of items are spread as those of real ones. A function of its parameters and the seed.
 *
 * @param users how many there are
 * @param items how many there are
 * @param mean how many items a user has on average
 */
record SkewedRatings(int users, int items, int mean, long seed) {
    private static final int TASTES = 50;
    private static final int OWN_TASTES = 3;
    private static final double FAITHFUL = 0.85;
    private static final double POPULARITY_EXPONENT = 0.8;
    private static final double ACTIVITY_SPREAD = 1;
    private static final int LEAST = 5;

    /** Takes a pair. */
    @FunctionalInterface
    interface Sink<E extends Exception> {
        void pair(int user, int item) throws E;
    }

    /** Tells every pair once, user by user, each user's in random order. */
    <E extends Exception> void forEach(Sink<E> sink) throws E {
        double[][] reach = new double[TASTES][];
        for (int taste = 0; taste < TASTES; taste++) {
            reach[taste] = cumulated(taste, TASTES);
        }
        double[] all = cumulated(0, 1);
        SplitMix64 random = new SplitMix64(seed);
        for (int user = 0; user < users; user++) {
            int[] tastes = {random.nextInt(TASTES), random.nextInt(TASTES), random.nextInt(TASTES)};
            double activity = Math.exp(ACTIVITY_SPREAD * random.nextGaussian() - ACTIVITY_SPREAD * ACTIVITY_SPREAD / 2);
            int count = (int) Math.clamp(mean * activity, LEAST, items / 8.0);
            BitSet taken = new BitSet(items);
            for (int tries = 0; taken.cardinality() < count && tries < 20 * count; tries++) {
                boolean faithful = random.nextDouble() < FAITHFUL;
                int taste = tastes[random.nextInt(OWN_TASTES)];
                int drawn = draw(faithful ? reach[taste] : all, random);
                int item = faithful ? taste + drawn * TASTES : drawn;
                if (!taken.get(item)) {
                    taken.set(item);
                    sink.pair(user, item);
                }
            }
        }
    }

    Interactions interactions() {
        InteractionsBuilder builder = new InteractionsBuilder();
        forEach((user, item) -> builder.add("u" + user, "i" + item, 1, Interactions.NO_TIME));
        return builder.build();
    }

    /** Returns the cumulated popularity of the items from {@code first} on in steps of {@code step}. */
    private double[] cumulated(int first, int step) {
        double[] sums = new double[(items - first + step - 1) / step];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += Math.pow(1 + first + (double) i * step, -POPULARITY_EXPONENT);
            sums[i] = sum;
        }
        return sums;
    }

    private static int draw(double[] cumulated, SplitMix64 random) {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, cumulated.length - 1);
    }
}
