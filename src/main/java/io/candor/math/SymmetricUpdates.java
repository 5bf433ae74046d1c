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

    /** Copies the upper triangle of an n × n matrix onto the lower one. */
    public static void mirror(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a[j * n + i] = a[i * n + j];
            }
        }
    }
}
