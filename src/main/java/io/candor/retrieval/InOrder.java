package io.candor.retrieval;

/** Proposes the first allowed ordinals of an order, each weaker than the one before. */
final class InOrder {
    private InOrder() {}

    static void collect(int[] order, SourceQuery query, int quota, Source source, CandidateList into) {
        int taken = 0;
        for (int i = 0; i < order.length && taken < quota; i++) {
            if (query.allows(order[i])) {
                into.add(order[i], (float) Math.pow(2, -(double) taken / quota), source);
                taken++;
            }
        }
    }
}
