package io.candor.retrieval;

import io.candor.retrieval.Truth.Recall;
import java.util.Optional;

/** Finds the smallest cosines of a ladder with which scans by norm hold the recall target at k = 10 and at k = 100. */
final class CosineSearch {
    private static final float[] LADDER = {
        0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.65f, 0.7f, 0.75f, 0.8f, 0.85f, 0.9f
    };

    private final Truth at10;
    private final Truth at100;
    private final double target;

    CosineSearch(Truth at10, Truth at100, double target) {
        this.at10 = at10;
        this.at100 = at100;
        this.target = target;
    }

    /**
     * What was found.
     *
     * @param cosines for both depths
     * @param recallAt10 with them
     * @param recallAt100 with them
     */
    record Found(CosinePair cosines, Recall recallAt10, Recall recallAt100) {}

    /** Returns the first of the ladder that hold the target, empty when none does. */
    Optional<Found> search(ExactIndex exact) {
        return first(exact, at100)
                .flatMap(deep -> first(exact, at10)
                        .map(shallow -> new CosinePair(Math.max(shallow, deep), deep))
                        .map(cosines -> found(exact.withCosines(cosines), cosines)));
    }

    private Found found(ExactIndex scan, CosinePair cosines) {
        return new Found(cosines, at10.recallOf(scan), at100.recallOf(scan));
    }

    private Optional<Float> first(ExactIndex exact, Truth truth) {
        for (float cosine : LADDER) {
            if (truth.recallOf(exact.withCosines(new CosinePair(cosine, cosine)))
                    .holds(target)) {
                return Optional.of(cosine);
            }
        }
        return Optional.empty();
    }
}
