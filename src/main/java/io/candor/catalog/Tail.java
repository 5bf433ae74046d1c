package io.candor.catalog;

import java.util.Arrays;
import java.util.List;

/**
 * The vectors of items the model does not know: their own factors, or those made from what is known of them. Immutable; the arrays are shared and not to be modified.
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
     * @param model ordinals below its size have their vector there; own factors of another length than its are not used
     */
    Tail merged(Overlay overlay, ModelItems model) {
        IntList kept = new IntList(ordinals.length);
        boolean touched = false;
        for (int i = 0; i < ordinals.length; i++) {
            if (overlay.isDirty(ordinals[i])) {
                touched = true;
            } else {
                kept.add(i);
            }
        }
        int dims = model.dims();
        IntList added = new IntList(0);
        float[] vectors = new float[dims * 4];
        for (int i = 0; i < overlay.size(); i++) {
            if (vectors.length < (added.size() + 1) * dims) {
                vectors = Arrays.copyOf(vectors, vectors.length * 2);
            }
            if (overlay.ordinal(i) >= model.size()
                    && write(overlay.row(i).item(), model, vectors, added.size() * dims)) {
                added.add(overlay.ordinal(i));
            }
        }
        return touched || added.size() > 0 ? merge(kept.toArray(), added.toArray(), vectors, dims) : this;
    }

    private static boolean write(Item item, ModelItems model, float[] target, int offset) {
        List<Float> own = item.factors();
        if (own.size() != model.dims()) {
            return model.newItems().write(item, target, offset);
        }
        for (int d = 0; d < own.size(); d++) {
            target[offset + d] = own.get(d);
        }
        return true;
    }

    private Tail merge(int[] kept, int[] added, float[] vectors, int dims) {
        int[] newOrdinals = new int[kept.length + added.length];
        float[] newFactors = new float[newOrdinals.length * dims];
        int k = 0;
        int a = 0;
        for (int i = 0; i < newOrdinals.length; i++) {
            boolean old = a == added.length || (k < kept.length && ordinals[kept[k]] < added[a]);
            newOrdinals[i] = old ? ordinals[kept[k]] : added[a];
            System.arraycopy(old ? factors : vectors, (old ? kept[k++] : a++) * dims, newFactors, i * dims, dims);
        }
        return new Tail(newOrdinals, newFactors);
    }
}
