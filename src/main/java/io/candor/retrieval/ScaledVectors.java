package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;

/**
 * Item factors as jvector wants them for a maximum-inner-product graph: divided by 1.5 × the largest norm.
 *
 * <p>jvector's DOT_PRODUCT is (1 + dot) / 2 and meant for unit vectors; on larger ones it yields scores that it drops.
 * Scaling all rows alike keeps every order by inner product. Immutable and thread-safe.
 */
final class ScaledVectors implements RandomAccessVectorValues {
    private static final double HEADROOM = 1.5;

    private final VectorFloat<?>[] vectors;
    private final int dims;

    ScaledVectors(FactorMatrix items) {
        VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
        float scale = scale(items);
        dims = items.dims();
        vectors = new VectorFloat<?>[items.rows()];
        for (int i = 0; i < vectors.length; i++) {
            float[] row = new float[dims];
            items.copyRow(i, row, 0);
            for (int d = 0; d < dims; d++) {
                row[d] *= scale;
            }
            vectors[i] = types.createFloatVector(row);
        }
    }

    private static float scale(FactorMatrix items) {
        float max = 0;
        for (int i = 0; i < items.rows(); i++) {
            max = Math.max(max, items.norm(i));
        }
        return max == 0 ? 1 : (float) (1 / (HEADROOM * max));
    }

    @Override
    public int size() {
        return vectors.length;
    }

    @Override
    public int dimension() {
        return dims;
    }

    @Override
    public VectorFloat<?> getVector(int i) {
        return vectors[i];
    }

    @Override
    public boolean isValueShared() {
        return false;
    }

    @Override
    public RandomAccessVectorValues copy() {
        return this;
    }
}
