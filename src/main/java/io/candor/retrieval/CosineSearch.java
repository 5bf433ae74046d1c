package io.candor.retrieval;

import io.candor.retrieval.Truth.Recall;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the smallest cosines, in twentieths, with which scans hold the recall target at k = 10 and at k = 100: first those of the rows,
 * which may miss half of what may be missed, then those of what is left of rows beyond the centres of blocks, then those of the rows
 * again, which may miss what these leave.
 */
final class CosineSearch {
    private static final int FEWEST = 2;
    private static final int WHOLE = 20;

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
    record Found(ScanCosines cosines, Recall recallAt10, Recall recallAt100) {}

    /** Returns the first of the ladder that hold the target, empty when only exact ones do. */
    Optional<Found> search(ScanIndex exact) {
        CosinePair half = smallest(exact, goal.halfway(), rows -> new ScanCosines(rows, CosinePair.EXACT));
        CosinePair rests = smallest(exact, goal, of -> new ScanCosines(half, of));
        CosinePair rows = smallest(exact, goal, of -> new ScanCosines(of, rests));
        ScanCosines cosines = new ScanCosines(rows, rests);
        ScanIndex scan = exact.withCosines(cosines);
        // Of two cosines the larger one misses less but for chance.
        return !cosines.isExact() && goal.isHeld(scan, goal.at10()) && goal.isHeld(scan, goal.at100())
                ? Optional.of(new Found(
                        cosines, goal.at10().recallOf(scan), goal.at100().recallOf(scan)))
                : Optional.empty();
    }

    private static CosinePair smallest(ScanIndex exact, RecallGoal goal, Function<CosinePair, ScanCosines> with) {
        float deep = smallest(exact, goal, goal.at100(), with);
        float shallow = smallest(exact, goal, goal.at10(), with);
        return new CosinePair(Math.max(shallow, deep), deep);
    }

    private static float smallest(
            ScanIndex exact, RecallGoal goal, Truth truth, Function<CosinePair, ScanCosines> with) {
        for (int twentieths = FEWEST; twentieths < WHOLE; twentieths++) {
            float cosine = twentieths / (float) WHOLE;
            if (goal.isHeld(exact.withCosines(with.apply(new CosinePair(cosine, cosine))), truth)) {
                return cosine;
            }
        }
        return 1;
    }
}
