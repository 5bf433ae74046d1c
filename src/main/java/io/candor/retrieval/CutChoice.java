package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.lang.foreign.Arena;

/** Finds out whether leaving blocks early pays on these rows, and after how many dimensions. */
final class CutChoice {
    private static final int MIN_DIMS = 16;

    private final FactorMatrix items;
    private final IndexTimer timer;

    CutChoice(FactorMatrix items, IndexTimer timer) {
        this.items = items;
        this.timer = timer;
    }

    /** Returns the store that is fastest over k = 10 and k = 100 together; all candidates are built in {@code arena}. */
    ExactStore choose(Arena arena) {
        ExactStore plain = ExactStore.of(items, 0, arena);
        int dims = items.dims();
        if (dims < MIN_DIMS || items.rows() == 0) {
            return plain;
        }
        ExactStore quarter = ExactStore.of(items, dims / 4 & -4, arena);
        ExactStore[] stores = {plain, quarter, quarter.withCut(dims / 2 & -4, arena)};
        CandidateIndex[] indexes = new CandidateIndex[stores.length];
        for (int i = 0; i < stores.length; i++) {
            indexes[i] = new ExactIndex(stores[i], items, () -> {});
        }
        double[] micros = timer.micros(indexes);
        int best = 0;
        for (int i = 1; i < stores.length; i++) {
            if (micros[2 * i] + micros[2 * i + 1] < micros[2 * best] + micros[2 * best + 1]) {
                best = i;
            }
        }
        return stores[best];
    }
}
