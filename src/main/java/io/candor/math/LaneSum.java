package io.candor.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;

/**
 * The sum of the lanes of a register, always in the same order: halves are added until four lanes are left, then
 * (0 + 2) + (1 + 3).
 *
 * <p>{@link FloatVector#reduceLanes} leaves the order open and gives other last digits once a method is compiled, so that
 * equal queries could rank near ties differently.
 */
final class LaneSum {
    private LaneSum() {}

    static float of(FloatVector v) {
        return switch (v.length()) {
            case 16 -> of8(half(v, 0).add(half(v, 1)));
            case 8 -> of8(v);
            case 4 -> of4(v);
            default -> v.reduceLanes(VectorOperators.ADD);
        };
    }

    /** Returns the same of a register in memory, of 4, 8 or 16 lanes; of another width, from the first to the last. */
    static float of(float[] lanes, int from, int count) {
        return switch (count) {
            case 16 ->
                of4(
                        (lanes[from] + lanes[from + 8]) + (lanes[from + 4] + lanes[from + 12]),
                        (lanes[from + 1] + lanes[from + 9]) + (lanes[from + 5] + lanes[from + 13]),
                        (lanes[from + 2] + lanes[from + 10]) + (lanes[from + 6] + lanes[from + 14]),
                        (lanes[from + 3] + lanes[from + 11]) + (lanes[from + 7] + lanes[from + 15]));
            case 8 ->
                of4(
                        lanes[from] + lanes[from + 4],
                        lanes[from + 1] + lanes[from + 5],
                        lanes[from + 2] + lanes[from + 6],
                        lanes[from + 3] + lanes[from + 7]);
            case 4 -> of4(lanes[from], lanes[from + 1], lanes[from + 2], lanes[from + 3]);
            default -> inTurn(lanes, from, count);
        };
    }

    private static float of4(float a, float b, float c, float d) {
        return (a + c) + (b + d);
    }

    private static float inTurn(float[] lanes, int from, int count) {
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += lanes[i];
        }
        return sum;
    }

    private static FloatVector half(FloatVector v, int part) {
        Vector<Float> half = v.castShape(FloatVector.SPECIES_256, part);
        return (FloatVector) half;
    }

    private static float of8(FloatVector v) {
        Vector<Float> low = v.castShape(FloatVector.SPECIES_128, 0);
        Vector<Float> high = v.castShape(FloatVector.SPECIES_128, 1);
        return of4((FloatVector) low.add(high));
    }

    private static float of4(FloatVector v) {
        return (v.lane(0) + v.lane(2)) + (v.lane(1) + v.lane(3));
    }
}
