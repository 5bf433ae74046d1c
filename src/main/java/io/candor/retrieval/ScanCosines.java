package io.candor.retrieval;

/**
 * The cosines with the query that a scan takes nothing to exceed.
 *
 * @param rows of the rows themselves: a scan ends where ‖q‖‖x‖ times it is below the k-th best
 * @param rests of what is left of rows beyond the centre of their block: one is passed over where q·c + ‖q‖‖x − c‖ times it is. By 1
 *     hardly any would be, so then centres are not looked at
 */
record ScanCosines(CosinePair rows, CosinePair rests) {
    static final ScanCosines EXACT = new ScanCosines(CosinePair.EXACT, CosinePair.EXACT);

    boolean isExact() {
        return rows.isExact() && rests.isExact();
    }
}
