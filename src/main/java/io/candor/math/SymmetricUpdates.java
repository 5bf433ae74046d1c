package io.candor.math;

/**
 * Sums of outer products, kept in the upper triangle of a row-major matrix, in double precision.
 *
 * <p>Pure loops over consecutive entries, which the JIT vectorises without changing the order of any sum: the result does
 * not depend on the machine's vector width.
 */
public final class SymmetricUpdates {
    private SymmetricUpdates() {}

    /**
     * Adds weight·v·vᵀ.
     *
     * @param a shape (n × n), row-major; the upper triangle with the diagonal is added to
     * @param v n values from {@code offset} on; not modified
     */
    public static void addOuter(double[] a, int n, double[] v, int offset, double weight) {
        for (int i = 0; i < n; i++) {
            double scaled = weight * v[offset + i];
            int row = i * n;
            for (int j = i; j < n; j++) {
                a[row + j] += scaled * v[offset + j];
            }
        }
    }

    /**
     * Adds Σ_k weights[k]·v_k·v_kᵀ, four vectors at a time: each entry of the sum is then read and written once for four products
     * instead of once for each.
     *
     * @param a shape (n × n), row-major; the upper triangle with the diagonal is added to
     * @param v shape (at least count × n), row-major; not modified
     * @param weights at least count values; not modified
     */
    public static void addOuters(double[] a, int n, double[] v, double[] weights, int count) {
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            addFour(a, n, v, k * n, weights, k);
        }
        for (; k < count; k++) {
            addOuter(a, n, v, k * n, weights[k]);
        }
    }

    private static void addFour(double[] a, int n, double[] v, int first, double[] weights, int k) {
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int i = 0; i < n; i++) {
            double w1 = weights[k] * v[first + i];
            double w2 = weights[k + 1] * v[second + i];
            double w3 = weights[k + 2] * v[third + i];
            double w4 = weights[k + 3] * v[fourth + i];
            int row = i * n;
            for (int j = i; j < n; j++) {
                a[row + j] += w1 * v[first + j] + w2 * v[second + j] + w3 * v[third + j] + w4 * v[fourth + j];
            }
        }
    }

    /** Copies the upper triangle of an n × n matrix onto the lower one. */
    public static void mirror(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a[j * n + i] = a[i * n + j];
            }
        }
    }
}
