package io.candor.exploration;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Position probabilities of a race of independent keys, by quadrature over the key of the candidate:
 *
 * <pre>
 *   P(i at slot k) = ∫ f_i(x) PB_{k−1}({P(key_j &gt; x)}_{j ≠ i}) dx
 * </pre>
 *
 * where PB_m is the probability that exactly m of independent events happen. At each node it is built up event by event,
 * truncated at L; first over the candidates that are not asked for, then by halving over those that are, so that each is
 * left out of its own. Nothing is divided, so that nothing cancels. The trapezoidal rule converges geometrically here.
 */
final class RaceLaw implements SlotLaw {
    private final RaceKeys keys;
    private final RaceGrid grid = new RaceGrid();
    private final BitSet asked = new BitSet();
    private double[] exceedances = {};
    private int[] reaches = {};
    private double[] density = {};
    private double[] counts = {};
    private int slots;

    RaceLaw(RaceKeys keys) {
        this.keys = keys;
    }

    @Override
    public void vectors(OpenSlots open, ExplorationConfig config, int[] items, int count, double[] out) {
        slots = open.slots();
        if (slots == 0 || count == 0) {
            return;
        }
        keys.read(open);
        keys.layOut(items, count, slots, grid);
        Arrays.fill(out, 0, count * slots, 0);
        int depth = 2 + Integer.SIZE - Integer.numberOfLeadingZeros(count);
        reserve(count, depth);
        Arrays.fill(counts, 0, grid.size, 1);
        Arrays.fill(counts, grid.size, slots * grid.size, 0);
        asked.clear();
        for (int r = 0; r < count; r++) {
            asked.set(items[r]);
            reaches[r] = keys.exceedance(items[r], grid, exceedances, r * grid.size);
        }
        for (int j = asked.nextClearBit(0); j < open.size(); j = asked.nextClearBit(j + 1)) {
            int reach = keys.exceedance(j, grid, exceedances, count * grid.size);
            add(0, count * grid.size, reach);
        }
        halve(items, 0, count, 0, out);
    }

    /** Integrates the rows {@code from} to {@code to}, given the counts over all the others at a level. */
    private void halve(int[] items, int from, int to, int level, double[] out) {
        if (to - from == 1) {
            integrate(items, from, level, out);
            return;
        }
        int middle = (from + to) >>> 1;
        descend(level, middle, to);
        halve(items, from, middle, level + 1, out);
        descend(level, from, middle);
        halve(items, middle, to, level + 1, out);
    }

    private void descend(int level, int from, int to) {
        int block = slots * grid.size;
        System.arraycopy(counts, level * block, counts, (level + 1) * block, block);
        for (int r = from; r < to; r++) {
            add((level + 1) * block, r * grid.size, reaches[r]);
        }
    }

    /** Adds an event to the counts at all nodes up to its reach: PB_m ← PB_m (1 − g) + PB_{m−1} g. */
    private void add(int block, int row, int reach) {
        for (int m = slots - 1; m > 0; m--) {
            mix(counts, block + m * grid.size, block + (m - 1) * grid.size, exceedances, row, reach);
        }
        for (int q = 0; q < reach; q++) {
            counts[block + q] -= counts[block + q] * exceedances[row + q];
        }
    }

    private static void mix(double[] counts, int to, int from, double[] events, int row, int reach) {
        for (int q = 0; q < reach; q++) {
            counts[to + q] += (counts[from + q] - counts[to + q]) * events[row + q];
        }
    }

    private void integrate(int[] items, int from, int level, double[] out) {
        keys.density(items[from], grid, exceedances, from * grid.size, density);
        int block = level * slots * grid.size;
        for (int k = 0; k < slots; k++) {
            double sum = 0;
            for (int q = 0; q < grid.size; q++) {
                sum += density[q] * counts[block + k * grid.size + q];
            }
            out[from * slots + k] = Math.clamp(sum * grid.step, 0, 1);
        }
    }

    private void reserve(int count, int depth) {
        if ((count + 1) * grid.size > exceedances.length) {
            exceedances = new double[(count + 1) * grid.size];
        }
        if (count > reaches.length) {
            reaches = new int[count];
        }
        if (grid.size > density.length) {
            density = new double[grid.size];
        }
        if (depth * slots * grid.size > counts.length) {
            counts = new double[depth * slots * grid.size];
        }
    }
}
