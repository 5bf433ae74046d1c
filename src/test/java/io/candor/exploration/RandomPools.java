package io.candor.exploration;

import java.util.SplittableRandom;

/** Pools of every shape: few and many candidates, wide and narrow scores, ties, pinned slots, more slots than candidates. */
final class RandomPools {
    private RandomPools() {}

    static DrawPool next(SplittableRandom random, Policy policy, int largest) {
        int size = 1 + random.nextInt(largest);
        DrawPool pool = new DrawPool(0);
        pool.reset(1 + random.nextInt(20), random.nextInt(4) == 0 ? random.nextInt(5) : 0);
        double spread = Math.pow(10, random.nextDouble() * 3 - 2);
        boolean ties = random.nextInt(5) == 0;
        for (int i = 0; i < size; i++) {
            double score = ties ? random.nextInt(3) : spread * random.nextGaussian();
            double logit = switch (policy) {
                case PLACKETT_LUCE -> score / 0.8;
                case THOMPSON -> random.nextInt(6) == 0 ? 0 : spread * random.nextDouble();
                case TEAM_DRAFT -> ties ? random.nextInt(3) : random.nextInt(1_000_000);
                default -> 0;
            };
            pool.add((float) score, (float) logit);
        }
        return pool;
    }
}
