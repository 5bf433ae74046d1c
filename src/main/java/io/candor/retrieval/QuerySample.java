package io.candor.retrieval;

import io.candor.math.FactorMatrix;

/** The vectors that an index is measured with: rows at even distances of the users, or of the items without users. */
final class QuerySample {
    private final float[][] vectors;
    private final String from;

    private QuerySample(float[][] vectors, String from) {
        this.vectors = vectors;
        this.from = from;
    }

    static QuerySample of(FactorMatrix items, FactorMatrix users, int wanted) {
        boolean ofUsers = users.rows() > 0;
        FactorMatrix rows = ofUsers ? users : items;
        int count = Math.min(wanted, rows.rows());
        float[][] vectors = new float[count][rows.dims()];
        for (int i = 0; i < count; i++) {
            rows.copyRow((int) ((long) i * rows.rows() / count), vectors[i], 0);
        }
        return new QuerySample(vectors, ofUsers ? "users" : "items");
    }

    /** Returns the i-th vector; not to be modified. */
    float[] vector(int i) {
        return vectors[i];
    }

    /** Returns {@code users} or {@code items}. */
    String from() {
        return from;
    }

    int size() {
        return vectors.length;
    }
}
