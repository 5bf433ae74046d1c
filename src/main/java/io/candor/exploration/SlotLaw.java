package io.candor.exploration;

/** How likely candidates are at slots, whatever stands elsewhere. Instances have scratch and belong to one thread. */
interface SlotLaw {
    /**
     * Tells P(candidate at slot k) for some candidates and all slots k.
     *
     * @param items different candidates, not modified
     * @param count how many of them
     * @param out shape (count × slots), row-major; overwritten
     */
    void vectors(OpenSlots open, ExplorationConfig config, int[] items, int count, double[] out);
}
