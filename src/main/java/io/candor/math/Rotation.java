package io.candor.math;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * An orthogonal change of coordinates, shape (dims × dims), row-major float32: row i is the i-th new axis.
 *
 * <p>Inner products are the same before and after, up to rounding. Immutable and thread-safe.
 */
public final class Rotation {
    private static final int SAMPLE_ROWS = 20_000;

    private final float[] axes;
    private final int dims;

    private Rotation(float[] axes, int dims) {
        this.axes = axes;
        this.dims = dims;
    }

    /** Returns the rotation with these axes, which are retained; throws when there are not dims × dims of them. */
    public static Rotation ofAxes(float[] axes, int dims) {
        if (axes.length != dims * dims) {
            throw new IllegalArgumentException(dims + " axes need " + dims * dims + " values, were " + axes.length);
        }
        return new Rotation(axes, dims);
    }

    public static Rotation identity(int dims) {
        float[] axes = new float[dims * dims];
        for (int d = 0; d < dims; d++) {
            axes[d * dims + d] = 1;
        }
        return new Rotation(axes, dims);
    }

    /**
     * Returns the rotation to the principal axes of the rows: eigenvectors of YᵀY by falling eigenvalue, so that the first
     * coordinates carry most of every inner product. YᵀY is taken over at most 20,000 rows at even distances, which is
     * enough: any rotation is correct, a better one is only faster.
     */
    public static Rotation principal(FactorMatrix rows) {
        int dims = rows.dims();
        DMatrixRMaj gram = new DMatrixRMaj(dims, dims);
        int step = Math.max(1, rows.rows() / SAMPLE_ROWS);
        float[] row = new float[dims];
        for (int r = 0; r < rows.rows(); r += step) {
            rows.copyRow(r, row, 0);
            addOuterProduct(gram, row);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(dims, true, true);
        if (!eigen.decompose(gram)) {
            return identity(dims);
        }
        return new Rotation(axesByEigenvalue(eigen, dims), dims);
    }

    private static void addOuterProduct(DMatrixRMaj gram, float[] row) {
        int dims = row.length;
        for (int i = 0; i < dims; i++) {
            double x = row[i];
            for (int j = 0; j < dims; j++) {
                gram.data[i * dims + j] += x * row[j];
            }
        }
    }

    private static float[] axesByEigenvalue(EigenDecomposition_F64<DMatrixRMaj> eigen, int dims) {
        float[] values = new float[dims];
        for (int i = 0; i < dims; i++) {
            values[i] = (float) eigen.getEigenvalue(i).getReal();
        }
        int[] order = FloatOrder.descending(values);
        float[] axes = new float[dims * dims];
        for (int i = 0; i < dims; i++) {
            DMatrixRMaj vector = eigen.getEigenVector(order[i]);
            for (int d = 0; d < dims; d++) {
                axes[i * dims + d] = (float) vector.get(d, 0);
            }
        }
        return axes;
    }

    public int dims() {
        return dims;
    }

    /** Returns a copy of the axes. */
    public float[] axes() {
        return axes.clone();
    }

    /** Writes the new coordinates of {@code vector} into {@code target}; both have at least dims entries. */
    public void apply(float[] vector, float[] target) {
        for (int i = 0; i < dims; i++) {
            target[i] = VectorKernels.dot(axes, i * dims, vector, 0, dims);
        }
    }
}
