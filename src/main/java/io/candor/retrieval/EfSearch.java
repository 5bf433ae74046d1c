package io.candor.retrieval;

import io.candor.retrieval.Truth.Recall;
import java.util.Optional;

/** Finds the smallest ef of a ladder with which a graph holds the recall target at k = 10 and at k = 100. */
final class EfSearch {
    private static final int[] LADDER = {
        10, 15, 20, 30, 40, 50, 60, 80, 100, 115, 130, 150, 175, 200, 250, 300, 350, 400, 500, 600, 800, 1000, 1500
    };

    private final RecallGoal goal;

    EfSearch(RecallGoal goal) {
        this.goal = goal;
    }

    /**
     * What was found.
     *
     * @param ef for both depths
     * @param recallAt10 with it
     * @param recallAt100 with it
     */
    record Found(EfPair ef, Recall recallAt10, Recall recallAt100) {}

    /** Returns the first ef that holds the target, empty when none of the ladder does. */
    Optional<Found> search(HnswIndex graph) {
        int rung10 = firstRung(graph, goal.at10(), 0);
        if (rung10 == LADDER.length) {
            return Optional.empty();
        }
        int rung100 = firstRung(graph, goal.at100(), Math.max(rung10, firstAtLeast(100)));
        if (rung100 == LADDER.length) {
            return Optional.empty();
        }
        EfPair ef = new EfPair(LADDER[rung10], LADDER[rung100]);
        HnswIndex chosen = graph.withEf(ef);
        return Optional.of(
                new Found(ef, goal.at10().recallOf(chosen), goal.at100().recallOf(chosen)));
    }

    private int firstRung(HnswIndex graph, Truth truth, int from) {
        for (int rung = from; rung < LADDER.length; rung++) {
            EfPair ef = new EfPair(LADDER[rung], LADDER[rung]);
            if (goal.isHeld(graph.withEf(ef), truth)) {
                return rung;
            }
        }
        return LADDER.length;
    }

    private static int firstAtLeast(int ef) {
        int rung = 0;
        while (LADDER[rung] < ef) {
            rung++;
        }
        return rung;
    }
}
