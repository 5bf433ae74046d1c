package io.candor.dataset;

/**
 * Divided interactions; both parts share their ordinals.
 *
 * @param training what a model may know
 * @param heldOut what it is judged by
 */
public record SplitData(Interactions training, Interactions heldOut) {
    static SplitData of(Interactions all, boolean[] heldOut) {
        return new SplitData(all.where(row -> !heldOut[row]), all.where(row -> heldOut[row]));
    }
}
