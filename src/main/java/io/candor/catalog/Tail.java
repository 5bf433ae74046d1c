package io.candor.catalog;

import java.util.List;

/**
 * The vectors of items that came with factors of their own. Immutable; the arrays are shared and not to be modified.
 *
 * @param ordinals ascending
 * @param factors shape (ordinals × dims), row-major
 */
@SuppressWarnings("ArrayRecordComponent")
record Tail(int[] ordinals, float[] factors) {
    static final Tail EMPTY = new Tail(new int[0], new float[0]);

    /**
     * Returns the tail after the changes of an overlay, this one when they do not touch it.
     *
     * @param modelSize ordinals below it have their vector in the model
     * @param dims vectors of another length are not used
     */
    Tail merged(Overlay overlay, int modelSize, int dims) {
        IntList kept = new IntList(ordinals.length);
        boolean touched = false;
        for (int i = 0; i < ordinals.length; i++) {
            if (overlay.isDirty(ordinals[i])) {
                touched = true;
            } else {
                kept.add(i);
            }
        }
        IntList added = new IntList(0);
        for (int i = 0; i < overlay.size(); i++) {
            if (overlay.ordinal(i) >= modelSize
                    && overlay.row(i).item().factors().size() == dims) {
                added.add(i);
            }
        }
        return touched || added.size() > 0 ? merge(kept.toArray(), overlay, added.toArray(), dims) : this;
    }

    private Tail merge(int[] kept, Overlay overlay, int[] added, int dims) {
        int[] newOrdinals = new int[kept.length + added.length];
        float[] newFactors = new float[newOrdinals.length * dims];
        int k = 0;
        int a = 0;
        for (int i = 0; i < newOrdinals.length; i++) {
            boolean old = a == added.length || (k < kept.length && ordinals[kept[k]] < overlay.ordinal(added[a]));
            if (old) {
                newOrdinals[i] = ordinals[kept[k]];
                System.arraycopy(factors, kept[k++] * dims, newFactors, i * dims, dims);
            } else {
                newOrdinals[i] = overlay.ordinal(added[a]);
                copy(overlay.row(added[a++]).item().factors(), newFactors, i * dims);
            }
        }
        return new Tail(newOrdinals, newFactors);
    }

    private static void copy(List<Float> source, float[] target, int offset) {
        for (int d = 0; d < source.size(); d++) {
            target[offset + d] = source.get(d);
        }
    }
}
