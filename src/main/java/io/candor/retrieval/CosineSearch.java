package io.candor.retrieval;

import io.candor.retrieval.Truth.Recall;
import java.util.Optional;

/** Finds the smallest cosines of a ladder with which scans by norm hold the recall target at k = 10 and at k = 100. */
final class CosineSearch {
    private static final float[] LADDER = {
        0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.65f, 0.7f, 0.75f, 0.8f, 0.85f, 0.9f
    };

    private final RecallGoal goal;

    CosineSearch(RecallGoal goal) {
        this.goal = goal;
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
    Optional<Found> search(ScanIndex exact) {
        return first(exact, goal.at100())
                .flatMap(deep -> first(exact, goal.at10())
                        .map(shallow -> new CosinePair(Math.max(shallow, deep), deep))
                        .map(cosines -> found(exact.withCosines(cosines), cosines)));
    }

    private Found found(ScanIndex scan, CosinePair cosines) {
        return new Found(cosines, goal.at10().recallOf(scan), goal.at100().recallOf(scan));
    }

    private Optional<Float> first(ScanIndex exact, Truth truth) {
        for (float cosine : LADDER) {
            if (goal.isHeld(exact.withCosines(new CosinePair(cosine, cosine)), truth)) {
                return Optional.of(cosine);
            }
        }
        return Optional.empty();
    }
}
