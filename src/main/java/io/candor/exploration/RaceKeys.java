package io.candor.exploration;

/** Independent random keys of candidates, of which the largest come first. Instances belong to one thread. */
interface RaceKeys {
    void read(OpenSlots open);

    /**
     * Lays out nodes over all x at which one of some candidates may have its key and be among the first {@code slots}.
     *
     * @param items candidates
     * @param count how many of them
     */
    void layOut(int[] items, int count, int slots, RaceGrid grid);

    /** Fills in P(key &gt; x) at the nodes, beginning at {@code out[offset]}; returns up to which node it is not 0. */
    int exceedance(int candidate, RaceGrid grid, double[] out, int offset);

    /**
     * Fills in the density of the key at the nodes.
     *
     * @param exceedances P(key &gt; x) at the nodes, beginning at {@code row}; not modified
     */
    void density(int candidate, RaceGrid grid, double[] exceedances, int row, double[] out);
}
