package io.candor.retrieval;

/** Proposes the first allowed ordinals of an order, each weaker than the one before. */
final class InOrder {
    private InOrder() {}

    static void collect(int[] order, SourceQuery query, int quota, Source source, CandidateList into) {
        double step = Math.pow(2, -1.0 / quota);
        double strength = 1;
        int taken = 0;
        for (int i = 0; i < order.length && taken < quota; i++) {
            if (query.allows(order[i])) {
                into.add(order[i], (float) strength, source);
                strength *= step;
                taken++;
            }
        }
    }
}
