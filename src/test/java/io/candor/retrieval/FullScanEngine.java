package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.candor.math.TopK;
import org.jspecify.annotations.Nullable;

/** Every allowed row, one SIMD inner product each: what costs least to write. */
final class FullScanEngine implements BenchEngine {
    private final FactorMatrix items;
    private final TopK best = new TopK(100);
    private @Nullable Bits allowed;

    FullScanEngine(FactorMatrix items) {
        this.items = items;
    }

    @Override
    public String name() {
        return "full scan";
    }

    @Override
    public boolean hasEf() {
        return false;
    }

    @Override
    public void allow(@Nullable Bits rows) {
        allowed = rows;
    }

    @Override
    public int search(float[] query, int k, int ef, int[] ordinals) {
        best.reset(k);
        for (int i = 0; i < items.rows(); i++) {
            if (allowed == null || allowed.get(i)) {
                best.offer(i, items.dot(i, query, 0));
            }
        }
        best.sort();
        for (int i = 0; i < best.size(); i++) {
            ordinals[i] = best.ordinal(i);
        }
        return best.size();
    }
}
